import type { Rule, State } from '../state'
import { from } from '../versions'

export const showRule = (state: State, rule: Rule) => ({
  id: rule.id,
  text: rule.text,
  ...from(state, '4.3', { hint: rule.hint }),
  ...from(state, '4.4', { translations: rule.translations }),
})
