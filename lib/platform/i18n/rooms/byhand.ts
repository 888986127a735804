import { addRoom } from '#words'
import { byhand } from '../en/byhand'

addRoom(byhand)
