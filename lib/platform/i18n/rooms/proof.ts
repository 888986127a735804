import { addRoom } from '#words'
import { proof } from '../en/proof'

addRoom(proof)
