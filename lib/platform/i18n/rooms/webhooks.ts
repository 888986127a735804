import { addRoom } from '#words'
import { webhooks } from '../en/webhooks'

addRoom(webhooks)
