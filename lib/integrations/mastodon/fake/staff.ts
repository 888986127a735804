import { addAccount } from './makers'
import { ROLE_IDS } from './roles'
import type { State } from './state'

const YEAR = 365 * 86_400_000

const PEOPLE: { username: string; displayName: string; roleId: string | null }[] = [
  { username: 'ines', displayName: 'Ines', roleId: ROLE_IDS.owner },
  { username: 'kofi', displayName: 'Kofi', roleId: ROLE_IDS.moderator },
  { username: 'yusuf', displayName: 'Yusuf', roleId: ROLE_IDS.moderator },
  { username: 'sef', displayName: 'Sef', roleId: ROLE_IDS.moderator },
  { username: 'lena', displayName: 'Lena', roleId: ROLE_IDS.reportsOnly },
  { username: 'nadia', displayName: 'Nadia', roleId: null },
  { username: 'mara', displayName: 'Mara', roleId: null },
]

/** The people one can sign in as where no story was told. */
export function addStaff(state: State, now: Date): void {
  for (const { username, displayName, roleId } of PEOPLE) {
    addAccount(state, { username, displayName, createdAt: new Date(now.getTime() - YEAR), user: { roleId } })
  }
}
