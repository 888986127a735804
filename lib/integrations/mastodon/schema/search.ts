import { z } from 'zod'
import { Account } from './account'
import { readable, text, WebUrl } from './primitives'
import { Status } from './status'

export const SearchResult = z.object({
  accounts: readable(Account),
  statuses: readable(Status),
  hashtags: readable(z.object({ name: text(1_000), url: WebUrl })),
})
export type SearchResult = z.output<typeof SearchResult>
