import { z } from 'zod'
import { can } from '@/lib/platform/access/access'
import { grouped } from '@/lib/platform/audit/keys'
import { publicKeys } from '@/lib/platform/audit/signing'
import type { Db } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { defineQuery } from '@/lib/platform/queries/define'
import { isOverdue } from './model'
import { stampsOf } from './store'

/** How far the log is signed, and how far somebody outside has said when. */
export async function provenOf(db: Db, now: Date) {
  const authority = await db.stampAuthority.findFirst()
  const signed = await db.auditSignedHead.findFirst({ orderBy: [{ seq: 'desc' }, { at: 'desc' }] })
  const { stamped, waiting } = await stampsOf(db)
  return {
    hasAuthority: authority !== null,
    signed: signed ? { seq: signed.seq.toString(), at: signed.at.toISOString() } : null,
    stamped: stamped?.stamp
      ? {
          seq: stamped.seq.toString(),
          at: stamped.stamp.stampedAt.toISOString(),
          by: stamped.stamp.authorityName,
          isQualified: stamped.stamp.isQualified,
        }
      : null,
    isOverdue: isOverdue({ now, askedSince: authority?.setAt ?? null, unstampedSince: waiting?.at ?? null }),
  }
}

/** The keys that sign, with their fingerprints, and the authority that stamps. */
export const standing = defineQuery({
  name: 'proof.standing',
  permission: 'settings.read',
  input: z.object({}),
  async run({ db, actor, now }) {
    const authority = await db.stampAuthority.findFirst()
    const head = await db.auditHead.findFirst()
    return {
      keys: (await publicKeys(db)).map(({ pem: _pem, endorsed: _endorsed, fingerprint, ...key }) => ({
        ...key,
        fingerprint: grouped(fingerprint),
        address: `${env().url}/api/keys/${fingerprint}.pem`,
      })),
      address: `${env().url}/api/keys`,
      authority: authority && {
        url: authority.url,
        isQualified: authority.isQualified,
        isPrivate: authority.privateAddressConfirmed,
        setAt: authority.setAt.toISOString(),
        failure: authority.failure,
        failedAt: authority.failedAt?.toISOString() ?? null,
      },
      rows: Number(head?.seq ?? 0n),
      ...(await provenOf(db, now)),
      maySet: can(actor, 'instance.connect'),
      now: now.toISOString(),
    }
  },
})
