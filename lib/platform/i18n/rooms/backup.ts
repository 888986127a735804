import { addRoom } from '#words'
import { backup } from '../en/backup'

addRoom(backup)
