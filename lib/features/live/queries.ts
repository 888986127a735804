import { isConfined, visibleTo } from '@/lib/features/cases/model'
import type { Holder } from '@/lib/platform/access/access'
import type { Db } from '@/lib/platform/db/client'
import type { Batch } from '@/lib/platform/live/notes'
import { MOST_IDS, type News } from './model'

/**
 * What of a batch a person may know: the one predicate of sight stands between the database's notes and every stream. Where a
 * case has gone out of sight, the stream says no id, only that everything is to be looked at again.
 */
export async function newsFor(db: Db, actor: Holder, batch: Batch): Promise<News | null> {
  if (isConfined(actor)) return confinedNews(db, actor, batch)
  const ids = [...new Set([...batch.cases, ...batch.sights, ...batch.leases])]
  if (ids.length > MOST_IDS) return { cases: [], leases: [], isAll: true }
  const found =
    ids.length === 0
      ? []
      : await db.case.findMany({ where: { AND: [{ id: { in: ids } }, visibleTo(actor)] }, select: { id: true } })
  const seen = new Set(found.map((row) => row.id))
  const isLost = [...batch.sights].some((id) => !seen.has(id))
  const news = {
    cases: [...new Set([...batch.cases, ...batch.sights])].filter((id) => seen.has(id)),
    leases: [...batch.leases].filter((id) => seen.has(id)),
    // What a role that was given or taken shows or hides stands on every page.
    isAll: batch.isAll || isLost || batch.people.has(actor.id),
  }
  return news.isAll || news.cases.length + news.leases.length > 0 ? news : null
}

/**
 * Somebody confined to named cases hears of those, and that one of them has gone: not when anything else happens, and not who
 * looks at what.
 */
async function confinedNews(db: Db, actor: Holder, batch: Batch): Promise<News | null> {
  const shares = await db.caseShare.findMany({
    where: { personId: actor.id, takenBackAt: null },
    select: { caseId: true },
  })
  const ids = shares.map((share) => share.caseId)
  const found = await db.case.findMany({
    where: { AND: [{ id: { in: ids } }, visibleTo(actor)] },
    select: { id: true },
  })
  const seen = new Set(found.map((row) => row.id))
  const news = {
    cases: [...seen].filter((id) => batch.cases.has(id) || batch.sights.has(id)),
    leases: [],
    isAll: batch.hasGap || batch.people.has(actor.id) || ids.some((id) => batch.sights.has(id) && !seen.has(id)),
  }
  return news.isAll || news.cases.length > 0 ? news : null
}
