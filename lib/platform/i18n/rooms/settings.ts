import { addRoom } from '#words'
import { settings } from '../en/settings'

addRoom(settings)
