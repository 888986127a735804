import { callerAddress, database } from '@/app/doors'
import { countAttempt } from '@/lib/platform/access/limits'
import { grouped } from '@/lib/platform/audit/keys'
import { keepKeys, publicKeys } from '@/lib/platform/audit/signing'
import { refusal } from '@/lib/platform/http/inward'
import { timeNow } from '@/lib/platform/time/now'

export const dynamic = 'force-dynamic'

const PER_MINUTE = { limit: 60, windowMs: 60_000 }

/** The public keys of this console and their fingerprints, for anybody who holds something that it signed. */
export async function GET(request: Request): Promise<Response> {
  try {
    const db = database()
    await countAttempt(db, `keys ${callerAddress(request.headers)}`, PER_MINUTE, timeNow())
    await keepKeys(db)
    const keys = (await publicKeys(db)).map((key) => ({
      ...key,
      fingerprintInGroups: grouped(key.fingerprint),
      file: `/api/keys/${key.fingerprint}.pem`,
    }))
    return Response.json({ keys }, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    return refusal(error)
  }
}
