import { addRoom } from '#words'
import { search } from '../en/search'

addRoom(search)
