import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { faultsOf, type Source } from './testing/architecture'

const root = path.resolve(import.meta.dirname, '..')

/** The files that git knows or would know, as they are in the work tree. */
function sources(): Source[] {
  const list = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '--', '*.ts', '*.tsx', '*.mjs'],
    { cwd: root, encoding: 'utf8' },
  )
  return list
    .split('\n')
    .filter((file) => file && fs.existsSync(path.join(root, file)))
    .map((file) => ({ file, text: fs.readFileSync(path.join(root, file), 'utf8') }))
}

describe('the tree', () => {
  it('has a place for every file and lets no import pass where it may not', () => {
    expect(faultsOf(sources())).toEqual([])
  })

  // Each kind of fault, planted in a copy of the real tree, so that a rule that fell asleep is noticed.
  const PLANTED: [kind: string, source: Source][] = [
    ['drawer', { file: 'lib/features/cases/utils.ts', text: '' }],
    ['no place', { file: 'lib/features/cases/service.ts', text: '' }],
    ['no place', { file: 'lib/stray.ts', text: '' }],
    ['no place', { file: 'other/thing.ts', text: '' }],
    ['no place', { file: 'lib/integrations/mastodon/loose.ts', text: '' }],
    ['too long', { file: 'lib/platform/log/long.ts', text: 'x\n'.repeat(301) }],
    ['import', { file: 'app/(console)/page2.tsx', text: "import { x } from '@/lib/features/cases/commands'" }],
    ['import', { file: 'components/ui/planted.tsx', text: "import { t } from '@/lib/platform/i18n/translate'" }],
    ['import', { file: 'components/case/planted.tsx', text: "import { ask } from '@/lib/features/acts/schema'" }],
    ['import', { file: 'components/case/planted.tsx', text: "import { one } from '@/lib/features/reports/queries'" }],
    ['import', { file: 'components/case/planted.tsx', text: "import { db } from '@/lib/platform/db/client'" }],
    ['import', { file: 'lib/features/cases/model.ts', text: "import { db } from '@/lib/platform/db/client'" }],
    [
      'import',
      { file: 'lib/features/cases/model.ts', text: "import { ask } from '@/lib/integrations/mastodon/client/ask'" },
    ],
    ['import', { file: 'lib/platform/log/planted.ts', text: "import { x } from '@/lib/features/cases/model'" }],
    [
      'import',
      { file: 'lib/platform/log/planted.ts', text: "import { x } from '@/lib/integrations/mastodon/client/ask'" },
    ],
    [
      'import',
      { file: 'lib/integrations/mastodon/client/planted.ts', text: "import { x } from '@/lib/features/cases/model'" },
    ],
    ['import', { file: 'lib/integrations/mastodon/client/planted.ts', text: "import { x } from '../fake/state'" }],
    ['import', { file: 'lib/launch/planted.mjs', text: "import pg from 'pg'" }],
    ['import', { file: 'lib/features/cases/commands.ts', text: "import { x } from '@/lib/testing/desk'" }],
    ['import', { file: 'lib/features/cases/commands.ts', text: "import { x } from '@/lib/registry'" }],
    ['import', { file: 'lib/features/cases/commands.ts', text: "export { x } from '@/lib/registry'" }],
    ['import', { file: 'lib/features/cases/commands.ts', text: "const x = await import('@/lib/registry')" }],
    ['prisma', { file: 'lib/features/cases/queries.ts', text: "import { Prisma } from '@/generated/prisma/client'" }],
    ['cycle', { file: 'lib/features/cases/queries.ts', text: "import { x } from '@/lib/features/intake/commands'" }],
    ['environment', { file: 'lib/features/cases/queries.ts', text: 'export const x = process.env.HOME' }],
    ['clock', { file: 'lib/features/cases/queries.ts', text: 'export const x = () => new Date()' }],
    ['clock', { file: 'lib/features/cases/queries.ts', text: 'export const x = () => Date.now()' }],
  ]
  it.each(PLANTED)('finds a planted fault: %s (%#)', (kind, planted) => {
    const rest = sources().filter((source) => source.file !== planted.file)
    const found = faultsOf([...rest, planted]).filter((fault) => fault.startsWith(`${kind}: `))
    const where = kind === 'cycle' ? 'cases' : planted.file
    expect(found.filter((fault) => fault.includes(where))).not.toEqual([])
  })

  it('leaves imports of types free', () => {
    const planted = { file: 'lib/features/cases/model.ts', text: "import type { Db } from '@/lib/platform/db/client'" }
    const rest = sources().filter((source) => source.file !== planted.file)
    expect(faultsOf([...rest, planted])).toEqual([])
  })
})
