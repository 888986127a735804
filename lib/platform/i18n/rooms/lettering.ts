import { addRoom } from '#words'
import { lettering } from '../en/lettering'

addRoom(lettering)
