export const CATEGORIES = ['rule', 'other', 'legal', 'spam'] as const
export type Category = (typeof CATEGORIES)[number]

/** What is kept of the media of a post: the bytes in quarantine, their hash alone, or nothing. From much to little. */
export const MEDIA_POLICIES = ['bytes', 'hash', 'nothing'] as const
export type MediaPolicy = (typeof MEDIA_POLICIES)[number]

/** Until the owner chooses otherwise. What is reported as illegal may be what nobody may keep. */
export const DEFAULTS: Record<Category, MediaPolicy> = { rule: 'bytes', other: 'bytes', legal: 'hash', spam: 'hash' }

/**
 * Words by which a report, a rule that it cites or a warning on a post names minors or sexual content, in the languages of the
 * demo and some more. Rather one too many: then a hash is missing, and a person can still look.
 */
const LATIN =
  /(?<![\p{L}])(minors?(?![\p{L}])|child|kids?(?![\p{L}])|underage|teen|toddler|infant|bab(y|ies)(?![\p{L}])|year[- ]old|csam|csem|cp(?![\p{L}])|pa?edo|groom|loli(?![\p{L}])|shota|sex(?!is)|porn|nud[eiya]|naked|nsfw|lewd|rape|hentai|explicit|genital|minderj|kinder|kindes|kindlich|jugendlich|nackt|missbrauch|mineur|enfant|enfantin|nue?s?(?![\p{L}])|nudit|viol(?![aeio])|menor|niñ|infantil|desnud|crian[çc]|adolescen|estupr|minorenn|bambin|nudo|çocuk|cocuk|reşit|cinsel|çıplak|müstehcen|minderjarig|naakt|barn(?![\p{L}])|dziec|nieletni|seks)/iu
const OTHERS =
  /طفل|أطفال|اطفال|قاصر|جنس|إباحي|اباحي|عاري|ילד|קטין|קטינ|מיני(?![\p{L}])|עירום|פורנ|子供|子ども|児童|未成年|性的|裸|ポルノ|わいせつ|エロ|ребен|ребён|дет(и|ей|ск)|несовершеннолет|секс|порн|儿童|兒童|色情|裸体|아동|미성년|성적|음란/iu

export function namesMinorsOrSex(texts: readonly string[]): boolean {
  return texts.some((text) => {
    const plain = text.normalize('NFKC').replace(/<[^>]*>/g, ' ')
    return LATIN.test(plain) || OTHERS.test(plain)
  })
}

interface Reported {
  categories: readonly string[]
  /** What reporters wrote, rules that they cite, warnings on posts. */
  texts: readonly string[]
  settings: ReadonlyMap<string, MediaPolicy>
}

/** What is kept of the media of a case: the least that any of its reports allows. */
export function mediaPolicyOf({ categories, texts, settings }: Reported): {
  media: MediaPolicy
  why: 'setting' | 'words'
} {
  if (namesMinorsOrSex(texts)) return { media: 'nothing', why: 'words' }
  const each = categories.map((category) => settings.get(category) ?? DEFAULTS[categoryOf(category)])
  const least = Math.max(...each.map((policy) => MEDIA_POLICIES.indexOf(policy)), each.length > 0 ? 0 : 2)
  return { media: MEDIA_POLICIES[least] ?? 'nothing', why: 'setting' }
}

const categoryOf = (category: string): Category => CATEGORIES.find((known) => known === category) ?? 'other'

/** A look that is not older is as good as another one, for what it covered. */
export const FRESH_MS = 10 * 60_000
/** A look that has sealed nothing for so long has lost its process. */
export const LOST_MS = 5 * 60_000
/** For how long an act waits for the look before it. */
export const BOUND_MS = 10_000
/** How often a look goes on, without a step ahead, that the limits of Mastodon kept from its end: one window each time. */
export const MOST_TRIES = 5
/** Nothing stands in the case that was not looked at. */
export const isWhole = (look: { reports: readonly string[]; posts: readonly string[] } | null): boolean =>
  look !== null && look.reports.length === 0 && look.posts.length === 0

/** After how long a look comes again that found another one at it: for what was put to the case meanwhile. */
export const AGAIN_MS = 15_000
/** Posts, the newest, whose threads are looked at each time. That of another one is looked at once. */
export const NEWEST_THREADS = 5

/** In which order posts are looked at: those first that never were, then those that were longest ago; the newest first. */
export const byNeed = (a: Standing, b: Standing): number =>
  (a.lookedAt?.getTime() ?? 0) - (b.lookedAt?.getTime() ?? 0) || b.createdAt.getTime() - a.createdAt.getTime()

interface Standing {
  createdAt: Date
  lookedAt: Date | null
}

/** Before which acts the case is looked at: what takes something away, and what lets Mastodon forget (a resolved report). */
export const isLookedAtBefore = (kind: string): boolean =>
  ['warn', 'limit', 'suspend', 'freeze', 'markSensitive', 'resolve'].includes(kind)
