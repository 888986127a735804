/** The elements of a takedown notification, 17 USC 512(c)(3)(A)(i) to (vi). */
export const ELEMENTS = ['signature', 'work', 'material', 'contact', 'goodFaith', 'accuracy'] as const
export type ElementName = (typeof ELEMENTS)[number]

/** Where it stands in the text that was read, and the words themselves. */
export interface Span {
  start: number
  end: number
  quote: string
}

export interface Found {
  element: ElementName
  spans: Span[]
}

/** What an address in a notice leads to, as far as it can be told from its letters. */
export type TargetKind = 'post' | 'media' | 'profile' | 'search' | 'wildcard' | 'page'
export interface Target extends Span {
  url: string
  kind: TargetKind
}

export interface NoticeFacts {
  found: Found[]
  missing: ElementName[]
  /**
   * `core`: (ii), (iii) or (iv) is missing, 512(c)(3)(B)(i). `curable`: these are there and another is not, (B)(ii): whoever
   * sent it must be asked. Null: all six were found. A person decides; this only looks.
   */
  defect: 'core' | 'curable' | null
  targets: Target[]
}
