import type { QueryOutput } from '@/lib/registry'

export type Room = QueryOutput<'shell.frame'>['rooms'][number]

const HREFS: Record<Room, string> = {
  home: '/home',
  reports: '/reports',
  due: '/due',
  cases: '/cases',
  copyright: '/dmca',
  safety: '/safety',
  room: '/room',
  audit: '/audit',
  settings: '/settings',
}

export const hrefOf = (room: Room): string => HREFS[room]

/** The first room that somebody may enter, in the order of the rail; nobody is sent to a door that is shut to them. */
export const homeOf = (rooms: readonly Room[]): string | null => {
  const [first] = rooms
  return first ? hrefOf(first) : null
}
