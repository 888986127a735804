import { addRoom } from '#words'
import { moving } from '../en/moving'

addRoom(moving)
