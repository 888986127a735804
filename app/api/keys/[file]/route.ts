import { callerAddress, database } from '@/app/doors'
import { countAttempt } from '@/lib/platform/access/limits'
import { publicKeys } from '@/lib/platform/audit/signing'
import { AppError } from '@/lib/platform/errors/error'
import { refusal } from '@/lib/platform/http/inward'
import { timeNow } from '@/lib/platform/time/now'

export const dynamic = 'force-dynamic'

const PER_MINUTE = { limit: 60, windowMs: 60_000 }

/** One public key as PEM: `ed25519.pem` and `p256.pem` are those that sign today, any other goes by its fingerprint. */
export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  try {
    const db = database()
    await countAttempt(db, `keys ${callerAddress(request.headers)}`, PER_MINUTE, timeNow())
    const name = (await params).file.replace(/\.pem$/, '')
    const keys = await publicKeys(db)
    const key = keys.find(
      ({ fingerprint, algorithm, isCurrent }) => fingerprint === name || (isCurrent && algorithm === name),
    )
    if (!key) throw new AppError('notFound')
    const headers = { 'content-type': 'application/x-pem-file', 'cache-control': 'no-store' }
    return new Response(key.pem, { headers })
  } catch (error) {
    return refusal(error)
  }
}
