import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import path from 'node:path'
import { buildSync } from 'esbuild'
import { cases } from '@/lib/features/search/queries'
import { refreshDue } from '@/lib/features/search/store'
import type { PersonActor } from '@/lib/platform/access/access'
import { type Db, newId, openDatabase, transaction } from '@/lib/platform/db/client'
import { runQuery } from '@/lib/platform/queries/define'
import { keepFile, putObjects, storeFile } from '@/lib/platform/vault/objects'
import { keepEvidence } from '@/lib/features/evidence/store'
import { SMALL } from '@/lib/launch/app.mjs'
import { openOwnDatabase } from '../faults/world'
import { summary } from './numbers'

const ROOT = path.join(import.meta.dirname, '../../..')
const say = (words: string) => console.log(words)

interface Size {
  posts: number
  files: number
  cases: number
}

/** `npm run bench -- --cases` (`--bundle`: without the search): what a bundle and the search cost, each on a database of its own. */
export async function benchCases(size: Size, { isBundleOnly }: { isBundleOnly: boolean }): Promise<void> {
  const database = await openOwnDatabase('bench')
  const db = openDatabase(process.env.DATABASE_URL ?? '')
  try {
    const actor = await makePerson(db)
    const caseId = await makeCase(db, actor, size)
    for (let n = 0; n < 3; n++)
      say(`  bundle of ${size.posts} posts and ${size.files} files: ${exportOnce(caseId, actor)}`)
    if (isBundleOnly) return
    say(`Making ${size.cases} cases …`)
    await makeCases(database.owner, actor, size.cases)
    const from = performance.now()
    while ((await refreshDue(db)).isBehind);
    say(`  looked through in ${Math.round((performance.now() - from) / 1000)} s`)
    await database.owner.query('ANALYZE')
    await measureSearch(db, actor)
  } finally {
    await db.$disconnect()
    await database.close()
  }
}

export async function makePerson(db: Db): Promise<PersonActor> {
  const instanceId = newId()
  await db.instance.create({
    data: {
      id: instanceId,
      origin: 'https://reef.example',
      domain: 'reef.example',
      title: 'Reef',
      version: '4.6.0',
      state: 'connected',
      clientId: 'x',
      clientSecret: new Uint8Array([0]),
      scopes: [],
      connectedAt: new Date(),
    },
  })
  const id = newId()
  await db.person.create({
    data: { id, instanceId, remoteId: '1', acct: 'ines', displayName: 'Ines', roles: ['owner'], createdAt: new Date() },
  })
  return { kind: 'person', id, instanceId, remoteId: '1', name: 'ines', roles: ['owner'], mastodon: 0n }
}

const WORDS =
  'harbour lighthouse gull pier rope tide evening “quiet” naïve Straße Überblick مرحبا بالعالم السلام عليكم 🦀 日本 https://harbour.example/@gull/113456789012345678/a/very/long/path?with=query'.split(
    ' ',
  )
const wordsFor = (n: number, count: number): string =>
  Array.from({ length: count }, (_, k) => WORDS[(n * 7 + k * (1 + (n % 5))) % WORDS.length]).join(' ')

async function makeCase(db: Db, { id: personId, instanceId }: PersonActor, { posts, files }: Size): Promise<string> {
  const caseId = newId()
  const at = new Date('2026-11-20T10:00:00Z')
  const account = {
    instanceId,
    url: 'https://reef.example/@x',
    note: '',
    isBot: false,
    createdAt: at,
    isSuspended: false,
    isSilenced: false,
  }
  const flags = { isSensitized: false, isDisabled: false, isPending: false, postCount: 9, followerCount: 9, seenAt: at }
  for (const [remoteId, acct] of [
    ['7', 'harl'],
    ['8', 'osei'],
  ] as const)
    await db.account.create({ data: { ...account, ...flags, remoteId, acct, username: acct, displayName: acct } })
  await db.case.create({
    data: { id: caseId, instanceId, kind: 'report', subjectId: '7', partyIds: ['7', '8'], openedAt: at },
  })
  const ids = Array.from({ length: posts }, (_, n) => String(900_000 + n))
  await db.post.createMany({
    data: ids.map((remoteId, n) => ({
      instanceId,
      remoteId,
      authorId: '7',
      createdAt: new Date(at.getTime() + n * 60_000),
      visibility: 'public',
      warning: '',
      content: `<p>${wordsFor(n, 45)}</p><p>${wordsFor(n + 1, 20)}</p>`,
      language: 'en',
      isSensitive: false,
      url: `https://reef.example/@harl/${remoteId}`,
      seenAt: at,
    })),
  })
  for (let n = 0; n * 10 < posts; n++) {
    const report = {
      instanceId,
      remoteId: String(50 + n),
      sequence: BigInt(50 + n),
      category: 'other',
      comment: wordsFor(n, 30),
      createdAt: at,
      updatedAt: at,
      isResolved: false,
      reporterId: '8',
      targetId: '7',
      postIds: ids.slice(n * 10, n * 10 + 10),
      seenAt: at,
    }
    await db.report.create({ data: report })
    await db.caseReport.create({ data: { caseId, instanceId, reportId: report.remoteId } })
  }
  await sealAll(db, { caseId, instanceId, ids, files, at })
  await db.caseNote.createMany({
    data: Array.from({ length: 50 }, (_, n) => ({ id: newId(), caseId, personId, text: wordsFor(n, 40), at })),
  })
  return caseId
}

async function sealAll(
  db: Db,
  {
    caseId,
    instanceId,
    ids,
    files,
    at,
  }: { caseId: string; instanceId: string; ids: string[]; files: number; at: Date },
) {
  const seen = {
    caseId,
    instanceId,
    address: 'https://reef.example/api/v1/statuses',
    status: 200,
    dateHeader: at.toUTCString(),
    clockOffsetMs: 12,
    seenAt: at,
    state: 'sealed' as const,
    cause: 'opened' as const,
  }
  for (const id of ids) {
    const json = JSON.stringify({
      id,
      account: { id: '7', acct: 'harl', username: 'harl', note: wordsFor(1, 300) },
      content: wordsFor(Number(id), 60),
    })
    await transaction(db, async (tx) => {
      const [kept] = await putObjects(tx, at, [
        { caseId, class: 'ordinary', kind: 'evidence', bytes: Buffer.from(json) },
      ])
      await keepEvidence(tx, [
        { ...seen, kind: 'post', remoteId: id, kept: kept ?? null, contentType: 'application/json' },
      ])
    })
  }
  for (let n = 0; n < files; n++) {
    // Bytes that cannot be packed any further, as of a film.
    const bytes = Array.from({ length: 80 }, (_, k) => createHash('sha512').update(`${n} ${k}`).digest())
    const piece = Buffer.concat(Array.from({ length: 8 }, () => Buffer.concat(bytes)))
    const file = await storeFile(
      db,
      Array.from({ length: 100 }, () => piece),
    )
    await transaction(db, async (tx) => {
      const kept = await keepFile(tx, at, { caseId, class: 'ordinary', kind: 'evidence' }, file)
      await keepEvidence(tx, [
        { ...seen, kind: 'media', remoteId: `m${n}`, postId: ids[n] ?? null, kept, contentType: 'video/mp4' },
      ])
    })
  }
}

/**
 * In a process of its own, so that the peak of its memory is the bundle's and nothing else's; built and bounded as the console is
 * when it runs: what a compiler in the process would hold is not what a server holds.
 */
function exportOnce(caseId: string, { id }: PersonActor): string {
  const script = path.join(ROOT, '.data/bench/export-once.mjs')
  buildSync({
    entryPoints: [path.join(ROOT, 'lib/testing/bench/export-once.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  })
  const ran = spawnSync(process.execPath, [...SMALL, script, caseId, id], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, MALLOC_ARENA_MAX: '2' },
  })
  if (ran.status !== 0) throw new Error(ran.stderr)
  return ran.stdout.trim()
}

type Owner = Awaited<ReturnType<typeof openOwnDatabase>>['owner']

async function makeCases(owner: Owner, { instanceId, id }: PersonActor, count: number): Promise<void> {
  await owner.query(
    `INSERT INTO account (instance_id, remote_id, username, acct, display_name, url, note, is_bot, created_at, is_suspended, is_silenced,
       is_sensitized, is_disabled, is_pending, post_count, follower_count, former_accts, seen_at)
     SELECT $1, 'p' || n, 'person' || n, 'person' || n || '@server' || n % 300 || '.example', 'Person ' || n, '', '', false, now(), false, false, false, false, false, 1, 1, '{}', now()
     FROM generate_series(1, $2) n`,
    [instanceId, count],
  )
  await owner.query(
    `INSERT INTO report (instance_id, remote_id, sequence, category, comment, created_at, updated_at, is_resolved, reporter_id, target_id, rules, post_ids, seen_at)
     SELECT $1, 'r' || n, 1000 + n, 'other', 'spam report word' || n % 1000 || ' unique' || n || ' ' || ($3::text[])[1 + n % 12], now(), now(), false, '8', 'p' || n, '[]', '{}', now()
     FROM generate_series(1, $2) n`,
    [instanceId, count, WORDS.slice(0, 12)],
  )
  await owner.query(
    `INSERT INTO "case" (id, instance_id, kind, subject_id, party_ids, opened_at)
     SELECT gen_random_uuid(), $1, 'report', 'p' || n, ARRAY['p' || n, '8'], now() - n * interval '3 minutes' FROM generate_series(1, $2) n`,
    [instanceId, count],
  )
  await owner.query(
    `INSERT INTO case_report (case_id, instance_id, report_id) SELECT id, instance_id, 'r' || substr(subject_id, 2) FROM "case" WHERE subject_id LIKE 'p%'`,
  )
  await owner.query(
    `INSERT INTO case_note (id, case_id, person_id, text, mentions, at) SELECT gen_random_uuid(), id, $1, 'note of ' || subject_id, '{}', now() FROM "case" WHERE number % 5 = 0`,
    [id],
  )
}

const SOUGHT = [
  'spam',
  'unique4242',
  'word77',
  'lighthouse',
  'harb',
  'السلام',
  'spam word1',
  'person99',
  'report unique77',
  'nothing',
  'Überblick spam',
  'server12 rope',
]

async function measureSearch(db: Db, actor: PersonActor): Promise<void> {
  const all: number[] = []
  for (const text of SOUGHT) {
    const times: number[] = []
    for (let n = 0; n < 12; n++) {
      const from = performance.now()
      await runQuery(cases, { db, actor, now: new Date(), input: { text, ...(n % 3 === 1 ? { state: 'open' } : {}) } })
      if (n > 1) times.push(performance.now() - from)
    }
    const { median, p95 } = summary(times)
    say(`  search ${text}: median ${Math.round(median)}, p95 ${Math.round(p95)} ms`)
    all.push(...times)
  }
  say(`  search: p95 ${Math.round(summary(all).p95)} ms over ${all.length}`)
}
