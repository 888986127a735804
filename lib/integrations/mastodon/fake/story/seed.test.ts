import { describe, expect, it } from 'vitest'
import { emptyState } from '../makers'
import type { Account, Report, State, Version } from '../state'
import { LANGUAGES } from './script'
import { seedStory } from './seed'

const now = new Date('2026-11-25T20:00:00.000Z')

function town(wishes: { accounts?: number; reports?: number; seed?: number; version?: Version } = {}): State {
  const { accounts = 400, reports = 420, seed = 1, version = '4.6' } = wishes
  const state = emptyState(version)
  seedStory(state, { accounts, reports, now, seed })
  return state
}

const state = town()
const accounts = Object.values(state.accounts)
const posts = Object.values(state.posts)
const reports = Object.values(state.reports)
const open = reports.filter((report) => !report.actionTakenAt)

function person(handle: string): Account {
  const [username, domain = null] = handle.split('@')
  const found = accounts.find((account) => account.username === username && account.domain === domain)
  if (!found) throw new Error(`${handle} is not in the story`)
  return found
}
const about = (handle: string) => reports.filter((report) => report.targetAccountId === person(handle).id)
const openAbout = (handle: string) => about(handle).filter((report) => !report.actionTakenAt)
const citedBy = (report: Report) => report.statusIds.flatMap((id) => state.posts[id] ?? [])
const ageInDays = (instant: string) => (now.getTime() - Date.parse(instant)) / 86_400_000

describe('the town as a whole', () => {
  it('is the same for the same wishes, and another with another seed', () => {
    expect(town()).toEqual(state)
    expect(town({ seed: 2 })).not.toEqual(state)
  })

  it('has about as many people and reports as asked for', () => {
    expect(accounts.length).toBeGreaterThanOrEqual(400)
    expect(accounts.length).toBeLessThan(420)
    expect(reports).toHaveLength(420)
    expect(new Set(open.map((report) => report.targetAccountId)).size).toBeGreaterThan(195)
  })

  it.each([
    [1, 0],
    [10, 3],
    [60, 40],
    [5000, 3000],
  ])('works for %i accounts and %i reports', (wantedAccounts, wantedReports) => {
    const other = town({ accounts: wantedAccounts, reports: wantedReports })
    expect(Object.keys(other.reports)).toHaveLength(wantedReports)
    expect(Object.keys(other.accounts).length).toBeGreaterThanOrEqual(wantedAccounts)
  })

  it('spreads a handful of reports over several people', () => {
    const targets = Object.values(town({ accounts: 30, reports: 9 }).reports).map((report) => report.targetAccountId)
    expect(new Set(targets).size).toBeGreaterThanOrEqual(3)
  })

  it('gives no id and no name twice', () => {
    const numbered = accounts.length + posts.length + Object.keys(state.media).length
    expect(numbered).toBe(state.sequences.snowflake)
    const names = accounts.map((account) => `${account.username.toLowerCase()}@${account.domain ?? ''}`)
    expect(new Set(names).size).toBe(names.length)
  })

  it('names reserved domains and addresses only', () => {
    const text = JSON.stringify(state)
    const hosts = [...text.matchAll(/https?:\/\/([^/"\s<\\?&]+)|[\w.+-]+@([\w-]+(?:\.[\w-]+)+)/g)].map(
      (found) => found[1] ?? found[2],
    )
    const domains = new Set([...hosts, ...accounts.map((account) => account.domain ?? 'reef.example')])
    expect([...domains].filter((domain) => !/(^|\.)[\w-]+\.(example|test)$/.test(domain ?? ''))).toEqual([])
    const ips = accounts.flatMap((account) => account.user?.ips ?? []).map(({ ip }) => ip)
    expect(ips.filter((ip) => !/^(203\.0\.113|198\.51\.100|192\.0\.2)\.\d+$|^2001:db8:/.test(ip))).toEqual([])
  })
})

describe('reports', () => {
  it('cite posts of the person they are about, written before', () => {
    for (const report of reports) {
      for (const post of citedBy(report)) {
        expect(post.accountId).toBe(report.targetAccountId)
        expect(post.createdAt < report.createdAt).toBe(true)
      }
      expect(report.statusIds.every((id) => state.posts[id])).toBe(true)
    }
  })

  it('are numbered in order of time, none from the future or from before their people joined', () => {
    const inOrder = [...reports].sort((a, b) => Number(a.id) - Number(b.id)).map((report) => report.createdAt)
    expect(inOrder).toEqual([...inOrder].sort())
    const tooEarly = reports.flatMap((report) =>
      [report.accountId, report.targetAccountId].filter(
        (id) => (state.accounts[id]?.createdAt ?? '') >= report.createdAt,
      ),
    )
    expect(tooEarly.map((id) => state.accounts[id]?.username)).toEqual([])
    expect(reports.every((report) => report.createdAt < now.toISOString())).toBe(true)
  })

  it('name private posts only if the reporter could read them', () => {
    const known = new Set(state.follows.map((follow) => `${follow.accountId} ${follow.targetAccountId}`))
    for (const report of reports) {
      for (const post of citedBy(report)) {
        const isFollower = known.has(`${report.accountId} ${post.accountId}`)
        if (post.visibility === 'private') expect(isFollower).toBe(true)
        if (post.visibility === 'direct') expect(post.mentionedAccountIds).toContain(report.accountId)
      }
    }
  })

  it('are of all categories, and violations alone name rules', () => {
    for (const category of ['other', 'spam', 'legal', 'violation'] as const) {
      expect(open.filter((report) => report.category === category).length).toBeGreaterThan(5)
    }
    for (const report of reports) expect(report.ruleIds !== null).toBe(report.category === 'violation')
  })

  it('that came from another server have no category of their own', () => {
    const remote = reports.filter((report) => state.accounts[report.accountId]?.domain)
    expect(remote.length).toBeGreaterThan(20)
    expect(remote.every((report) => report.category === 'other' && report.forwarded === false)).toBe(true)
  })

  it('were closed by several of the staff, afterwards, within the year mostly', () => {
    const closed = reports.filter((report) => report.actionTakenAt)
    const closers = new Set(closed.map((report) => state.accounts[report.actionTakenByAccountId ?? '']?.username))
    expect(closers).toEqual(new Set(['kofi', 'yusuf', 'sef', 'ines', 'lena']))
    expect(closed.every((report) => (report.actionTakenAt ?? '') > report.createdAt)).toBe(true)
    expect(closed.filter((report) => ageInDays(report.createdAt) < 365).length).toBeGreaterThan(125)
  })

  it('are nine days old at most, with few exceptions, and hours old at least', () => {
    expect(open.filter((report) => ageInDays(report.createdAt) > 9.5).length).toBeLessThan(20)
    expect(open.filter((report) => ageInDays(report.createdAt) < 0.5).length).toBeGreaterThan(30)
    expect(Math.max(...open.map((report) => ageInDays(report.createdAt)))).toBeGreaterThan(145)
  })

  it('leave nobody open who was suspended by the act of another, but where the story says so', () => {
    const suspended = open.filter((report) => state.accounts[report.targetAccountId]?.suspendedAt)
    expect(new Set(suspended.map((report) => state.accounts[report.targetAccountId]?.username))).toEqual(
      new Set(['dredge', 'anchovy']),
    )
  })
})

describe('posts', () => {
  it.each(LANGUAGES)('are reported in %s', (language) => {
    expect(open.flatMap(citedBy).filter((post) => post.language === language).length).toBeGreaterThan(1)
  })

  it('come in every form', () => {
    const cited = open.flatMap(citedBy)
    const some = (test: (post: (typeof cited)[number]) => unknown) => expect(cited.some(test)).toBe(true)
    for (const visibility of ['public', 'unlisted', 'private', 'direct']) some((post) => post.visibility === visibility)
    some((post) => post.deletedAt)
    some((post) => post.edits.length > 2)
    some((post) => post.poll)
    some((post) => post.spoilerText)
    some((post) => post.inReplyToId)
    some((post) => post.quotedPostId)
    some((post) => post.language === null)
    some((post) => post.tags.length > 0)
    some((post) => post.text.length === 5000)
    some((post) => post.mediaIds.length === 4)
    some((post) => post.content.includes('class="u-url mention"'))
  })

  it('show pictures, moving pictures, film and sound, with and without alt text', () => {
    const media = open.flatMap(citedBy).flatMap((post) => post.mediaIds.flatMap((id) => state.media[id] ?? []))
    expect(new Set(media.map(({ type }) => type))).toEqual(new Set(['image', 'gifv', 'video', 'audio']))
    expect(media.some(({ description }) => description === null)).toBe(true)
  })

  it('are quoted by link where the version knows no quotes', () => {
    const old = Object.values(town({ version: '4.3' }).posts)
    expect(old.every((post) => post.quotedPostId === null)).toBe(true)
    expect(old.some((post) => post.text.includes('RE: https://reef.example/'))).toBe(true)
  })
})

describe('scenes', () => {
  it('spam wave: 31 reports by 22 people on 9 servers about one link', () => {
    const wave = openAbout('tidemerch@shop.example')
    const people = new Set(wave.map((report) => report.accountId))
    expect(wave).toHaveLength(31)
    expect(people.size).toBe(22)
    expect(new Set([...people].map((id) => state.accounts[id]?.domain)).size).toBe(9)
    expect(wave.flatMap(citedBy).every((post) => post.text.includes('https://shop.example/tide'))).toBe(true)
  })

  it('pile-on: many reports in forty minutes by people who follow each other', () => {
    const pile = openAbout('brisa')
    const times = pile.map((report) => Date.parse(report.createdAt))
    expect(pile).toHaveLength(14)
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(40 * 60_000)
    const known = new Set(state.follows.map((follow) => `${follow.accountId} ${follow.targetAccountId}`))
    const reporters = pile.map((report) => report.accountId)
    expect(reporters.every((one) => reporters.every((other) => one === other || known.has(`${one} ${other}`)))).toBe(
      true,
    )
  })

  it('a moderator is reported, a moderator reports', () => {
    expect(openAbout('sef').length).toBeGreaterThan(0)
    const byKofi = openAbout('harbour_master').find((report) => report.accountId === person('kofi').id)
    expect(byKofi).toMatchObject({ forwarded: null, category: 'violation' })
  })

  it('history: three closed reports by three people, and an open one', () => {
    const closers = about('petrel').flatMap((report) => report.actionTakenByAccountId ?? [])
    expect(new Set(closers).size).toBe(3)
    expect(openAbout('petrel')).toHaveLength(1)
  })

  it('reporters: one who reports all the time, comments of every length', () => {
    expect(reports.filter((report) => report.accountId === person('regula').id).length).toBeGreaterThan(14)
    const lengths = open.map((report) => report.comment.length)
    expect(lengths).toContain(0)
    expect(lengths).toContain(1000)
    expect(Math.max(...lengths)).toBeGreaterThan(4000)
  })

  it('states: limited, frozen, sensitive, suspended here and elsewhere, memorial, bot, new, pending', () => {
    expect(person('drift').silencedAt).not.toBeNull()
    expect(person('ice').user?.disabled).toBe(true)
    expect(person('grain').sensitizedAt).not.toBeNull()
    expect(person('dredge').suspensionOrigin).toBe('local')
    expect(person('anchovy@far.example').suspensionOrigin).toBe('remote')
    expect(person('oldharbour').memorial).toBe(true)
    expect(person('gullweather@sky.example').bot).toBe(true)
    expect(ageInDays(person('lowtide').createdAt)).toBeCloseTo(2, 0)
    expect(accounts.filter((account) => account.user?.approved === false)).toHaveLength(19)
  })

  it('names that break layouts', () => {
    const names = accounts.map((account) => account.displayName)
    for (const sign of ['\u202E', '\u0353', '🎉', '<b>', '\uE000'])
      expect(names.some((name) => name.includes(sign))).toBe(true)
    expect(Math.max(...names.map((name) => name.length))).toBeGreaterThan(400)
    expect(person('noname').displayName).toBe('')
  })

  it('a legal report about a photograph, a sign of age, a rule struck since', () => {
    expect(openAbout('wren')[0]).toMatchObject({ category: 'legal' })
    expect(openAbout('mender')[0]?.comment).toContain('much younger')
    expect(openAbout('saltmarsh')[0]?.ruleIds).toEqual(['10'])
    expect(state.rules.find((rule) => rule.id === '10')?.deletedAt).not.toBeNull()
  })
})
