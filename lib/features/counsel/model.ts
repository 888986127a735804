/** What a comment is, as a privilege log names it. */
export const COMMENT_KINDS = ['advice', 'request', 'workProduct'] as const
export type CommentKind = (typeof COMMENT_KINDS)[number]

interface Reader {
  id: string
  name: string
  /** Roles here, or the guest's. */
  roles: readonly string[]
  remoteId: string
  isShared: boolean
}

/**
 * Who may read counsel's comments on a case: the owner, and counsel who see the case. Legal of the team sees every ordinary one;
 * a lawyer, of the team or a guest, those that were shared. Nobody whom the case is about or from.
 */
export function readersOf(people: readonly Reader[], partyIds: readonly string[]): Reader[] {
  return people.filter(
    ({ roles, remoteId, isShared }) =>
      !partyIds.includes(remoteId) &&
      (roles.includes('owner') || roles.includes('legal') || (roles.includes('lawyer') && isShared)),
  )
}

export const named = ({ name, roles }: Reader): string => `${name}: ${roles.filter(isCounselRole).join(', ')}`

const isCounselRole = (role: string): boolean => ['owner', 'legal', 'lawyer'].includes(role)
