import { addRoom } from '#words'
import { safety } from '../en/safety'

addRoom(safety)
