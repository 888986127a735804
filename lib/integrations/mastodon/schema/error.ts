import { z } from 'zod'
import { orNull, text } from './primitives'

/** `error` is for people and in the language of the person asking: show it, never compare it. */
export const ApiError = z.object({ error: text(1_000), error_description: orNull(text(2_000)) })
export type ApiError = z.output<typeof ApiError>
