import { addRoom } from '#words'
import { copyright } from '../en/copyright'

addRoom(copyright)
