import { addRoom } from '#words'
import { strikes } from '../en/strikes'

addRoom(strikes)
