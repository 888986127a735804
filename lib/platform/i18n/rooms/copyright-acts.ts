import { addRoom } from '#words'
import { copyrightActs } from '../en/copyright-acts'

addRoom(copyrightActs)
