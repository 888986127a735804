import type { Scene } from '../script'
import { HARASSMENT } from './harassment'
import { POST_SHAPES } from './post-shapes'
import { PRIVACY } from './privacy'
import { REPORTERS } from './reporters'
import { STAFF_MATTERS } from './staff-matters'
import { WAVES } from './waves'

/** In order of importance: a small server has room for the first ones only. */
export const SCENES: Scene[] = [...HARASSMENT, ...PRIVACY, ...STAFF_MATTERS, ...POST_SHAPES, ...WAVES, ...REPORTERS]
