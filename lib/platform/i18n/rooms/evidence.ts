import { addRoom } from '#words'
import { evidence } from '../en/evidence'

addRoom(evidence)
