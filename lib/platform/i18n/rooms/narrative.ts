import { addRoom } from '#words'
import { narrative } from '../en/narrative'

addRoom(narrative)
