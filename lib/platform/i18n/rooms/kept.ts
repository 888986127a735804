import { addRoom } from '#words'
import { kept } from '../en/kept'

addRoom(kept)
