import { addRoom } from '#words'
import { clocks } from '../en/clocks'

addRoom(clocks)
