import { addRoom } from '#words'
import { holds } from '../en/holds'

addRoom(holds)
