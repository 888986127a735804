import { addRoom } from '#words'
import { agent } from '../en/agent'

addRoom(agent)
