import { permit } from '../access'
import { json, recordNotFound, type Answer } from '../answer'
import { part, type Call } from '../call'
import { pageOf } from '../paging'
import type { Permission } from '../roles'

interface Shelf<T extends { id: string }> {
  records: (call: Call) => T[]
  needs: Permission
  show: (one: T, call: Call) => unknown
  /** The most that a list gives. */
  max: (call: Call) => number
}

/** What every kind of block has: a list, one of it, and taking it away. A record is looked for before the permission. */
export function shelf<T extends { id: string }>({ records, needs, show, max }: Shelf<T>) {
  const found = (call: Call): T => {
    const one = records(call).find(({ id }) => id === part(call, 'id'))
    if (!one) throw recordNotFound()
    return one
  }
  return {
    found,
    list: (call: Call): Answer => {
      permit(call, needs)
      return pageOf(call, records(call), { default: 100, max: max(call), kept: [] }, (one) => show(one, call))
    },
    showOne: (call: Call): Answer => {
      const one = found(call)
      permit(call, needs)
      return json(show(one, call))
    },
    remove: (call: Call): Answer => {
      const one = found(call)
      permit(call, needs)
      const all = records(call)
      all.splice(all.indexOf(one), 1)
      return json({})
    },
  }
}
