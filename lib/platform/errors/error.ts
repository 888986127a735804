import type { Message, Values } from '@/lib/platform/i18n/translate'

type WithoutPrefix<M> = M extends `error.${infer Code}` ? Code : never
export type ErrorCode = WithoutPrefix<Message>

const STATUS: Partial<Record<ErrorCode, number>> = {
  'signIn.needed': 401,
  notAllowed: 403,
  crossSite: 403,
  'signIn.noRole': 403,
  'setup.code': 403,
  notFound: 404,
  // A status of its own: the client asks for the touch and sends the same again.
  'touch.needed': 428,
  'passkey.needed': 428,
  'case.stale': 409,
  'agent.stale': 409,
  'strike.stale': 409,
  'strike.samePerson': 409,
  'strike.tooSoon': 409,
  'case.closed': 409,
  'case.stopped': 409,
  'case.ownedBy': 409,
  'act.waiting': 409,
  'preset.stale': 409,
  'quarantine.judged': 409,
  'quarantine.held': 409,
  'removal.settled': 409,
  'filing.notNow': 409,
  'counter.already': 409,
  'counter.moved': 409,
  'notice.moved': 409,
  'notice.itemMoved': 409,
  'twoPeople.same': 409,
  'twoPeople.wait': 409,
  'putBack.asked': 409,
  'putBack.notAsked': 409,
  'preset.exists': 409,
  alreadyConnected: 409,
  'guest.invited': 409,
  'hold.moved': 409,
  'hold.samePerson': 409,
  'hold.over': 409,
  held: 409,
  'held.notNow': 409,
  'retention.notWaiting': 409,
  'retention.running': 409,
  'erasure.openCase': 409,
  'erasure.counterOpen': 409,
  'erasure.blocked': 409,
  'erasure.underWay': 409,
  'erasure.samePerson': 409,
  'erasure.moved': 409,
  'move.same': 409,
  'move.stale': 409,
  'setup.done': 409,
  tooLarge: 413,
  tooMany: 429,
  unknown: 500,
  notConnected: 503,
  'people.off': 403,
  'people.notAnswered': 503,
}

/** What a person can act on. Its sentence stands in the message catalogue under `error.<code>`. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly values: Values

  constructor(code: ErrorCode, values: Values = {}) {
    super(code)
    this.name = 'AppError'
    this.code = code
    this.values = values
  }

  get status(): number {
    return STATUS[this.code] ?? 422
  }
}
