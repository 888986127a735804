import { addRoom } from '#words'
import { removals } from '../en/removals'

addRoom(removals)
