import { z } from 'zod'
import { mayRead } from '@/lib/features/instances/connections'
import { READING_SCOPES } from '@/lib/integrations/mastodon/client/scopes'
import { can } from '@/lib/platform/access/access'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'

/** Whose token reads in the background, and which accounts have consented to reading only. */
export const reader = defineQuery({
  name: 'settings.reader',
  permission: 'settings.read',
  input: z.object({}),
  async run({ db, actor }) {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const { instanceId } = actor
    const instance = await db.instance.findUniqueOrThrow({ where: { id: instanceId } })
    const tokens = await db.token.findMany({
      where: { deadAt: null, person: { instanceId } },
      include: { person: true },
      orderBy: { storedAt: 'asc' },
    })
    const own = tokens.filter((token) => token.personId === instance.readerPersonId && mayRead(token))
    const reads = own.find((token) => token.purpose === 'reading') ?? own[0]
    return {
      domain: instance.domain,
      scopes: [...READING_SCOPES],
      mayChoose: can(actor, 'instance.connect'),
      reads: reads
        ? {
            acct: reads.person.acct,
            /** `acting`: the token with which the owner works, which may also write. */
            purpose: reads.purpose,
          }
        : null,
      consented: tokens
        .filter((token) => token.purpose === 'reading')
        .map((token) => ({
          id: token.personId,
          acct: token.person.acct,
          at: token.storedAt.toISOString(),
          isChosen: token === reads,
        })),
    }
  },
})
