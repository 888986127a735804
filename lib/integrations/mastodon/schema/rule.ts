import { z } from 'zod'
import { Id, text, textOrEmpty } from './primitives'

const Translation = z.object({ text: textOrEmpty(10_000), hint: textOrEmpty(20_000) })

/** `hint` from 4.3, `translations` from 4.4, by language. */
export const Rule = z.object({
  id: Id,
  text: text(10_000),
  hint: textOrEmpty(20_000),
  translations: z.record(z.string(), Translation).catch({}),
})
export type Rule = z.output<typeof Rule>
