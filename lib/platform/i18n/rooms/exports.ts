import { addRoom } from '#words'
import { exports } from '../en/exports'

addRoom(exports)
