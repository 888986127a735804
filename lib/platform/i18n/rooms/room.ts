import { addRoom } from '#words'
import { room } from '../en/room'

addRoom(room)
