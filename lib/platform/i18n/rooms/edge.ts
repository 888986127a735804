import { addRoom } from '#words'
import { edge } from '../en/edge'

addRoom(edge)
