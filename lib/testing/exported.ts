import { createHash } from 'node:crypto'
import { exportBundle } from '@/lib/features/bundle/queries'
import { readAll } from '@/lib/features/bundle/store'
import { addNote } from '@/lib/features/cases/commands'
import { setRoles } from '@/lib/features/staff/commands'
import { addPost, addReport } from '@/lib/integrations/mastodon/fake/makers'
import type { PersonActor } from '@/lib/platform/access/access'
import { check, lay, unzip } from './bundle'
import { readStep } from './mirror'
import { openReef, type Reef } from './reef'
import { touched } from './touch'

export type Files = Map<string, Buffer>

/** A case about @harl that has something of everything, and Nadia, who is counsel and may export it. */
export interface Exported {
  reef: Reef
  caseId: string
  nadia: PersonActor
  bundle: (more?: object, actor?: PersonActor) => Promise<Files>
}

export async function openExported(): Promise<Exported> {
  const reef = await openReef()
  const { harl, osei, nadia: counsel } = reef.people
  const post = addPost(reef.state, {
    accountId: harl.id,
    text: 'سلام @mira, see https://reef.example/@mira — and @gull@harbour.example 🦀',
    createdAt: new Date('2026-11-20T10:00:00Z'),
  })
  addReport(reef.state, {
    accountId: osei.id,
    targetAccountId: harl.id,
    comment: 'He wrote to mira again, says osei\n=HYPERLINK("http://harbour.example")',
    createdAt: new Date('2026-11-21T10:00:00Z'),
    statusIds: [post.id],
  })
  await readStep(reef, new Date(Date.now() + 60_000))
  const caseId = (await reef.caseOf(reef.kofi, 'harl')).id
  await reef.command(reef.kofi, addNote, { caseId, text: '=1+1, kofi asked osei' })
  const person = await reef.signIn(counsel)
  await reef.command(touched(reef.ines), setRoles, { personId: person.id, roles: ['legal'] })
  const nadia = touched({ ...person, roles: ['legal' as const] })
  return {
    reef,
    caseId,
    nadia,
    async bundle(more = {}, actor = nadia) {
      const input = { caseId, purpose: 'Harbour Court', zone: 'Asia/Kathmandu', ...more }
      return unzip(await readAll((await reef.query(actor, exportBundle, input)).stream))
    },
  }
}

export const textOf = (files: Files, name: string): string => files.get(name)?.toString('utf8') ?? ''
export const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')

/** What the commands of its README say of a bundle, line by line. */
export const verdicts = (files: Files): string[] => check(lay(files), textOf(files, 'README.txt'))
export const wrong = (files: Files): string[] =>
  verdicts(files).filter((line) => !/^OK|^ed25519|^p256|^NOT PROVEN/.test(line))
