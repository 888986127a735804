import { addRoom } from '#words'
import { en } from '../en'

/** For a screen that may name whatever there is: the audit. */
addRoom(en)
