import { exportBundle } from '@/lib/features/bundle/queries'
import { actorOf } from '@/lib/features/staff/model'
import { openDatabase } from '@/lib/platform/db/client'
import { runQuery } from '@/lib/platform/queries/define'
import { touched } from '../touch'

const [caseId = '', personId = ''] = process.argv.slice(2)
const db = openDatabase(process.env.DATABASE_URL ?? '')
const actor = touched({
  ...actorOf(await db.person.findUniqueOrThrow({ where: { id: personId } })),
  roles: ['owner' as const],
})
const before = process.resourceUsage().maxRSS
const from = performance.now()
const input = { caseId, purpose: 'bench', zone: 'Asia/Kathmandu', withhold: ['thirdParties'] }
const { stream } = await runQuery(exportBundle, { db, actor, now: new Date(), input })
let bytes = 0
for await (const piece of stream as unknown as AsyncIterable<Uint8Array>) bytes += piece.length
const seconds = Math.round(performance.now() - from) / 1000
const mb = (kilobytes: number) => Math.round(kilobytes / 1024)
console.log(
  `${seconds} s, ${Math.round(bytes / 1e6)} MB, peak ${mb(process.resourceUsage().maxRSS)} MB of memory (${mb(before)} MB before it began)`,
)
await db.$disconnect()
process.exit(0)
