import { addRoom } from '#words'
import { auditRun } from '../en/audit-run'

addRoom(auditRun)
