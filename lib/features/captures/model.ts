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

/** A look at a case that is not older is as good as another one. */
export const FRESH_MS = 10 * 60_000
/** A look that takes longer than this has lost its process. */
export const LOST_MS = 5 * 60_000
/** For how long an act waits for the look before it. */
export const BOUND_MS = 10_000
/** How often a look begins again that was kept from its end by the limits of Mastodon: one window each time. */
export const MOST_TRIES = 5
/** Posts that are looked at, newest first, and threads around them. */
export const MOST_POSTS = 20
export const MOST_THREADS = 5

/** Before which acts the case is looked at: what takes something away, and what lets Mastodon forget (a resolved report). */
export const isLookedAtBefore = (kind: string): boolean =>
  ['warn', 'limit', 'suspend', 'freeze', 'markSensitive', 'resolve'].includes(kind)
