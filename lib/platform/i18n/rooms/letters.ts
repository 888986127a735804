import { addRoom } from '#words'
import { letters } from '../en/letters'

addRoom(letters)
