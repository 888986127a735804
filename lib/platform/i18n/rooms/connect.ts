import { addRoom } from '#words'
import { connect } from '../en/connect'

addRoom(connect)
