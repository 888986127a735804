import { enter } from '@/lib/features/entering/commands'
import { form, read } from '@/lib/features/entering/queries'
import { confirm, file } from '@/lib/features/filings/commands'
import { confirmation, desk, work } from '@/lib/features/filings/queries'
import { askConfirmation } from '@/lib/features/filings/workers'
import { add, counter, retract } from '@/lib/features/following/commands'
import { counterForm, one as followed } from '@/lib/features/following/queries'
import { resolveItems } from '@/lib/features/locating/workers'

/** How copyright notices come in, and how their senders follow them: this part of the registry. */
export const filings = {
  commands: {
    'entering.enter': enter,
    'filings.confirm': confirm,
    'filings.file': file,
    'following.add': add,
    'following.counter': counter,
    'following.retract': retract,
  },
  queries: {
    'entering.form': form,
    'entering.read': read,
    'filings.confirmation': confirmation,
    'filings.desk': desk,
    'filings.work': work,
    'following.case': followed,
    'following.counterForm': counterForm,
  },
  workers: [askConfirmation, resolveItems],
} as const
