import { addRoom } from '#words'
import { destruction } from '../en/destruction'

addRoom(destruction)
