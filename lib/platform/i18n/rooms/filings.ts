import { addRoom } from '#words'
import { filings } from '../en/filings'

addRoom(filings)
