import { spawn } from 'node:child_process'
import { withoutSettings } from '@/lib/launch/environment.mjs'
import { root } from '@/lib/launch/place.mjs'
import { t } from '@/lib/platform/i18n/translate'
import { enter, openCaseOf } from '../desk'
import { expect, test } from '../fixtures'
import { startReef } from '../instance'
import { type Launched, launchConsole } from '../launched'
import { connectTo } from '../people'

let desk: Launched
test.afterEach(() => desk.stop())

test('npm run seed tells an evening while the console runs', async ({ watched }) => {
  test.setTimeout(180_000)
  desk = await launchConsole()
  expect(await seed(desk, 'evening')).toMatchObject({ code: 0 })
  expect(await seed(desk, 'evening')).toMatchObject({ code: 1, said: expect.stringContaining('told here already') })

  await test.step('Yusuf, who reviews child-safety cases, finds the one that Kofi stopped', async () => {
    const yusuf = await enter(watched, desk, 'yusuf')
    await yusuf.getByRole('link', { name: t('nav.safety') }).click()
    await expect(yusuf.getByRole('row').filter({ hasText: '@grain' })).toContainText('kofi')
  })

  await test.step('Lena has the case that she took, with her note', async () => {
    const lena = await enter(watched, desk, 'lena')
    await openCaseOf(lena, 'wren')
    await expect(lena.getByText(t('case.yours'), { exact: true })).toBeVisible()
    await expect(lena.getByText(/has her name in it/)).toBeVisible()
  })
})

test('a console on a real instance is told no stories', async () => {
  desk = await launchConsole()
  const reef = await startReef()
  await connectTo(desk, reef.origin)
  const refused = await seed(desk, 'evening')
  await reef.close()
  expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('not the demo instance') })
})

/** As `npm run seed -- <story>` does, on the console's own settings. */
async function seed({ dataDir, databaseUrl, url }: Launched, story: string): Promise<{ code: number; said: string }> {
  const settings = { DOCKET_DATA: dataDir, DATABASE_URL: databaseUrl, PORT: new URL(url).port }
  const child = spawn(process.execPath, ['lib/launch/program.mjs', 'seed', story], {
    cwd: root,
    env: { ...withoutSettings('production'), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()))
  const code = await new Promise<number>((resolve) => child.once('close', (ended) => resolve(ended ?? 1)))
  return { code, said }
}
