import { addRoom } from '#words'
import { audit } from '../en/audit'

addRoom(audit)
