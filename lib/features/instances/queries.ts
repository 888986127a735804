import { z } from 'zod'
import { defineQuery } from '@/lib/platform/queries/define'
import { demoPeople } from './demo'
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

/** Where one is about to sign in. For anybody, so it holds nothing but what the instance itself tells strangers. */
export const door = defineQuery({
  name: 'instance.door',
  permission: 'signIn',
  input: z.object({}),
  async run({ db }) {
    const instance = await db.instance.findFirst({ where: { state: 'connected' } })
    if (!instance) return { instance: null, hasOwner: false, people: [] }
    const owners = await db.person.count({ where: { instanceId: instance.id, roles: { has: 'owner' } } })
    const { origin, domain, title, version, isDemo, scopes, isPkceOffered } = instance
    return {
      instance: { origin, domain, title, version, isDemo, scopes, isPkceOffered },
      hasOwner: owners > 0,
      people: isDemo ? demoPeople : [],
    }
  },
})
