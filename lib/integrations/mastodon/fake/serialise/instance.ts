import type { Where } from '../addresses'
import type { State } from '../state'
import { from, RELEASES, since } from '../versions'
import { showAccount } from './account'
import { showRule } from './rule'

const SOURCE = 'https://github.com/mastodon/mastodon'
const ICON_SIZES = [36, 48, 72, 96, 144, 192, 256, 384, 512]
const MIME_TYPES = (
  'image/jpeg image/png image/gif image/heic image/heif image/webp image/avif video/webm video/mp4 video/quicktime video/ogg ' +
  'audio/wave audio/wav audio/x-wav audio/x-pn-wave audio/vnd.wave audio/ogg audio/vorbis audio/mpeg audio/mp3 audio/webm ' +
  'audio/flac audio/aac audio/m4a audio/x-m4a audio/mp4 audio/3gpp video/x-ms-asf'
).split(' ')
const STATUSES = { max_characters: 500, max_media_attachments: 4, characters_reserved_per_url: 23 }
const MEDIA = {
  supported_mime_types: MIME_TYPES,
  image_size_limit: 16_777_216,
  image_matrix_limit: 33_177_600,
  video_size_limit: 103_809_024,
  video_frame_rate_limit: 120,
  video_matrix_limit: 8_294_400,
}
const POLLS = { max_options: 4, max_characters_per_option: 50, min_expiration: 300, max_expiration: 2_629_746 }

/** `/api/v2/instance` (reference 5.1). */
export function showInstance(where: Where) {
  const { state, origin } = where
  const { instance } = state
  return {
    domain: instance.domain,
    title: instance.title,
    version: RELEASES[state.version].software,
    source_url: SOURCE,
    description: instance.description,
    usage: { users: { active_month: livingUsers(state) } },
    thumbnail: { url: previewUrl(where), ...from(state, '4.6', { description: 'A drawing of a reef' }) },
    ...from(state, '4.3', { icon: ICON_SIZES.map((side) => icon(origin, side)) }),
    languages: instance.languages,
    configuration: showConfiguration(where),
    registrations: showRegistrations(state),
    ...from(state, '4.3', { api_versions: { mastodon: RELEASES[state.version].api } }),
    ...from(state, '4.6', { wrapstodon: null }),
    contact: { email: instance.contactEmail, account: contactAccount(where) },
    rules: liveRules(state),
  }
}

const icon = (origin: string, side: number) => ({
  src: `${origin}/packs/icons/android-chrome-${side}x${side}.png`,
  size: `${side}x${side}`,
})

function showConfiguration({ state, origin }: Where) {
  const audience = { local: 'public', remote: 'public' }
  return {
    urls: {
      streaming: origin.replace(/^http/, 'ws'),
      status: null,
      ...from(state, '4.4', {
        about: `${origin}/about`,
        privacy_policy: `${origin}/privacy-policy`,
        terms_of_service: null,
      }),
    },
    ...from(state, '4.3', { vapid: { public_key: 'vapid-public-key' } }),
    accounts: {
      max_featured_tags: 10,
      max_pinned_statuses: 5,
      ...from(state, '4.4', { max_profile_fields: 4, profile_field_name_limit: 255, profile_field_value_limit: 255 }),
      ...from(state, '4.6', {
        max_display_name_length: 40,
        max_note_length: 500,
        max_avatar_description_length: 150,
        max_header_description_length: 150,
      }),
    },
    statuses: STATUSES,
    media_attachments: { ...MEDIA, ...from(state, '4.4', { description_limit: 10_000 }) },
    polls: POLLS,
    translation: { enabled: false },
    ...from(state, '4.5', {
      timelines_access: { live_feeds: audience, hashtag_feeds: audience, trending_link_feeds: audience },
    }),
    ...from(state, '4.4', { limited_federation: false }),
  }
}

function showRegistrations({ version, instance: { registrations } }: State) {
  return {
    enabled: registrations.enabled,
    approval_required: registrations.approvalRequired,
    ...(since({ version }, '4.4') ? { reason_required: registrations.approvalRequired } : {}),
    message: null,
    ...(since({ version }, '4.4') ? { min_age: registrations.minAge } : {}),
    url: null,
  }
}

/** `/api/v1/instance`, deprecated but alive. */
export function showOldInstance(where: Where) {
  const { state, origin } = where
  const { instance } = state
  return {
    uri: instance.domain,
    title: instance.title,
    short_description: instance.description,
    description: instance.description,
    email: instance.contactEmail,
    version: RELEASES[state.version].software,
    urls: { streaming_api: origin.replace(/^http/, 'ws') },
    stats: {
      user_count: livingUsers(state),
      status_count: localPosts(state),
      domain_count: peers(state).length,
    },
    thumbnail: previewUrl(where),
    languages: instance.languages,
    registrations: instance.registrations.enabled,
    approval_required: instance.registrations.approvalRequired,
    invites_enabled: true,
    configuration: {
      accounts: { max_featured_tags: 10 },
      statuses: STATUSES,
      media_attachments: MEDIA,
      polls: POLLS,
    },
    contact_account: contactAccount(where),
    rules: liveRules(state),
  }
}

function contactAccount(where: Where) {
  const id = where.state.instance.contactAccountId
  const account = id === null ? undefined : where.state.accounts[id]
  return account ? showAccount(where, account) : null
}

export const liveRules = (state: State) =>
  state.rules.filter((rule) => !rule.deletedAt).map((rule) => showRule(state, rule))

const previewUrl = ({ origin }: Where) => `${origin}/packs/preview.png`

export const livingUsers = (state: State) =>
  Object.values(state.accounts).filter((account) => account.user?.confirmed && !account.suspendedAt).length

export const localPosts = (state: State) =>
  Object.values(state.posts).filter((post) => !post.deletedAt && state.accounts[post.accountId]?.domain === null).length

export function peers(state: State): string[] {
  const domains = Object.values(state.accounts).flatMap((account) => account.domain ?? [])
  return [...new Set(domains)].sort()
}
