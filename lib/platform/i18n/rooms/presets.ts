import { addRoom } from '#words'
import { presets } from '../en/presets'

addRoom(presets)
