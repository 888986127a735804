import { defineQuery } from '@/lib/platform/queries/define'
import { find, viewOf } from './probing'
import { addressInput } from './schema'

/** What stands at an address. Writes nothing, neither here nor there. */
export const probe = defineQuery({
  name: 'instance.probe',
  permission: 'setup',
  input: addressInput,
  async run(_context, { address, confirmsPrivate }) {
    return viewOf(await find(address, { confirmsPrivate }))
  },
})
