import { addRoom } from '#words'
import { staff } from '../en/staff'

addRoom(staff)
