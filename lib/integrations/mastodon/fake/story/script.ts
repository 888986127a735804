import type { ReportCategory, StrikeAction, Visibility } from '../state'
import type { Span } from './moments'

/** What the content tables are made of. Every span counts back from the moment of seeding. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'ar', 'pt', 'ja', 'he', 'tr'] as const
export type Language = (typeof LANGUAGES)[number]

/** 'name' is local, 'name@domain' remote; 'domain@domain' is that server's own actor, who signs the reports it passes on. */
export type Handle = string

export type Person = {
  handle: Handle
  name: string
  language: Language
  joined: Span
  note?: string
  /** Values are HTML; `verified` says how long ago Mastodon found the link back. */
  fields?: { name: string; value: string; verified?: Span }[]
  bot?: boolean
  locked?: boolean
  memorial?: boolean
  /** No picture chosen: Mastodon shows its grey elephant. */
  faceless?: boolean
  postsBefore?: number
  followers?: number
  following?: number
  email?: string
  ips?: string[]
  limited?: Span
  sensitive?: Span
  suspended?: Span
  /** Suspended by its own server; nobody here can undo it. */
  suspendedElsewhere?: Span
  frozen?: boolean
}

export type Attachment = {
  kind?: 'image' | 'gifv' | 'video' | 'audio'
  /** null is a picture without alt text. */
  alt: string | null
  size?: [width: number, height: number]
}

export type PostLine = {
  /** What replies, quotes and reports of the same scene call it. */
  key: string
  at: Span
  text: string
  /** As another server's software may write it, where `text` cannot say it. */
  html?: string
  /** Other than the person the scene is about. */
  by?: Handle
  language?: string | null
  visibility?: Visibility
  warning?: string
  sensitive?: boolean
  replyTo?: string
  quotes?: string
  edits?: { at: Span; text: string }[]
  deleted?: Span
  attachments?: Attachment[]
  poll?: { options: [title: string, votes: number][]; ends: Span | null; multiple?: boolean }
}

export type ReportLine = {
  by: Handle
  at: Span
  comment: string
  category?: ReportCategory
  /** Numbers of server rules; their presence makes it a violation. */
  rules?: number[]
  /** Keys of posts; left out: all posts that the person had written by then. */
  posts?: string[]
  /** null when staff reported from Mastodon's own pages. */
  forwarded?: boolean | null
  assigned?: Handle
  closed?: { by: Handle; at: Span; act?: StrikeAction; text?: string }
}

export type Scene = {
  about: Handle
  /** What it lets a tester see. */
  serves: string
  posts: PostLine[]
  reports: ReportLine[]
}

/** A kind of trouble with its own words, from which the crowd's reports are put together. */
export type Matter = {
  category: ReportCategory
  rules?: number[]
  comments: [string, ...string[]]
  posts: [string, ...string[]]
}

export const matter = (category: ReportCategory, words: Omit<Matter, 'category'>): Matter => ({ category, ...words })

export type Phrases = {
  language: Language
  /** What stands on a content warning, and what describes a picture. */
  warning: string
  altText: string
  everyday: [string, ...string[]]
  matters: [Matter, ...Matter[]]
}
