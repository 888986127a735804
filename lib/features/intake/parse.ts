import type { AdminAccount } from '@/lib/integrations/mastodon/schema/admin-account'
import type { MediaAttachment } from '@/lib/integrations/mastodon/schema/media-attachment'
import type { AdminReport } from '@/lib/integrations/mastodon/schema/report'
import type { Status } from '@/lib/integrations/mastodon/schema/status'

/** What one report says, as rows of the mirror. E-mails and IPs are left where they are. */
export function rowsOf(report: AdminReport) {
  const people = [report.account, report.target_account, report.assigned_account, report.action_taken_by_account]
  const accounts = new Map(people.flatMap((person) => (person ? [[person.id, accountRow(person)] as const] : [])))
  return {
    report: reportRow(report),
    accounts: [...accounts.values()],
    posts: report.statuses.map(postRow),
  }
}
export type MirrorRows = ReturnType<typeof rowsOf>

function reportRow(report: AdminReport) {
  return {
    remoteId: report.id,
    sequence: /^\d{1,18}$/.test(report.id) ? BigInt(report.id) : 0n,
    category: report.category === 'violation' ? 'rule' : report.category,
    comment: report.comment,
    isForwarded: report.forwarded,
    createdAt: new Date(report.created_at),
    updatedAt: new Date(report.updated_at),
    isResolved: report.action_taken,
    resolvedAt: report.action_taken_at ? new Date(report.action_taken_at) : null,
    reporterId: report.account.id,
    targetId: report.target_account.id,
    assignedId: report.assigned_account?.id ?? null,
    resolvedById: report.action_taken_by_account?.id ?? null,
    rules: report.rules.map(({ id, text }) => ({ id, text })),
    postIds: report.statuses.map((status) => status.id),
  }
}

export function accountRow(admin: AdminAccount) {
  const { account } = admin
  return {
    remoteId: admin.id,
    username: admin.username,
    domain: admin.domain,
    acct: admin.domain ? `${admin.username}@${admin.domain}` : admin.username,
    displayName: account.display_name,
    url: account.url ?? '',
    note: account.note,
    isBot: account.bot,
    createdAt: new Date(admin.created_at),
    locale: admin.locale,
    roleName: admin.role && admin.role.id !== '-99' ? admin.role.name : null,
    permissions: admin.role?.permissions ?? null,
    isSuspended: admin.suspended,
    isSilenced: admin.silenced,
    isSensitized: admin.sensitized,
    isDisabled: admin.disabled === true,
    isPending: admin.approved === false,
    postCount: account.statuses_count,
    followerCount: account.followers_count,
    inviteReason: admin.invite_request,
    movedTo: account.moved?.acct ?? null,
  }
}
export type AccountRow = ReturnType<typeof accountRow>

export function postRow(status: Status) {
  return {
    remoteId: status.id,
    authorId: status.account.id,
    createdAt: new Date(status.created_at),
    editedAt: status.edited_at ? new Date(status.edited_at) : null,
    visibility: status.visibility,
    warning: status.spoiler_text,
    content: status.content,
    language: status.language,
    isSensitive: status.sensitive,
    url: status.url,
    replyToId: status.in_reply_to_id,
    poll: status.poll
      ? status.poll.options.map((option) => ({ title: option.title, votes: option.votes_count }))
      : null,
    quote: quoteOf(status),
    media: status.media_attachments.map(mediaRow),
  }
}

// A quote is evidence of what was mocked or passed on; its state says whether the quoted person allows it.
function quoteOf({ quote }: Status) {
  if (!quote) return null
  const quoted = quote.quoted_status
  return {
    state: quote.state,
    handle: quoted ? `@${quoted.account.acct}` : null,
    content: quoted?.content ?? null,
    url: quoted?.url ?? null,
  }
}
export type PostRow = ReturnType<typeof postRow>

function mediaRow(media: MediaAttachment, position: number) {
  const size = sizeOf(media.meta)
  return {
    remoteId: media.id,
    position,
    type: media.type,
    url: media.url,
    previewUrl: media.preview_url,
    description: media.description,
    width: size.width,
    height: size.height,
  }
}

// meta.original.{width,height}, where the server measured it.
function sizeOf(meta: Record<string, unknown> | null): { width: number | null; height: number | null } {
  const original = meta?.original
  if (typeof original !== 'object' || original === null) return { width: null, height: null }
  const number = (key: string) => {
    const value: unknown = Reflect.get(original, key)
    return typeof value === 'number' && Number.isFinite(value) && value > 0
      ? Math.min(Math.round(value), 100_000)
      : null
  }
  return { width: number('width'), height: number('height') }
}
