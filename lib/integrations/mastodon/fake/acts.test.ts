import { afterEach, beforeEach, expect, test } from 'vitest'
import { addAccount, addPost, addReport } from './makers'
import { grantToken, startTrial, type Trial } from './trial'

const DAY = 86_400_000

let trial: Trial
beforeEach(async () => {
  trial = await startTrial('4.6')
})
afterEach(() => trial.fake.close())

const reported = (targetAccountId: string, statusIds: string[] = []) =>
  addReport(trial.state, {
    accountId: trial.people.ines.id,
    targetAccountId,
    statusIds,
    createdAt: new Date(trial.clock.now),
  })

const act = (id: string, body: Record<string, unknown>, as = 'kofi') =>
  trial.ask(as, 'POST', `/api/v1/admin/accounts/${id}/action`, body)

test('an act mails by default, with the posts of its report, and says who did it', async () => {
  const { state, people } = trial
  const post = addPost(state, { accountId: people.alice.id, text: 'x', createdAt: new Date(trial.clock.now) })
  const report = reported(people.alice.id, [post.id])
  await act(people.alice.id, { type: 'silence', report_id: report.id, text: 'Enough' })
  expect(state.mails).toMatchObject([{ to: 'alice@example.test', text: 'Enough', statusIds: [post.id] }])
  expect(state.strikes).toMatchObject([{ accountId: people.kofi.id, action: 'silence', emailed: true }])
  const page = await (await trial.ask(null, 'GET', `/admin/accounts/${people.alice.id}`)).text()
  expect(page).toContain('@kofi')
  expect(page).toContain('silence')
})

test.each([false, 'false', '0', ''])('no mail with send_email_notification %j', async (value) => {
  await act(trial.people.alice.id, { type: 'none', send_email_notification: value })
  expect(trial.state.mails).toEqual([])
})

test('a remote person gets a strike and no mail', async () => {
  await act(trial.people.gull.id, { type: 'suspend' })
  expect(trial.state.strikes).toMatchObject([{ action: 'suspend', emailed: false }])
})

test('a preset comes before the text', async () => {
  trial.state.warningPresets.push({ id: '1', title: 'First', text: 'Preset' })
  await act(trial.people.alice.id, { type: 'none', warning_preset_id: '1', text: 'Own' })
  expect(trial.state.strikes[0]?.text).toBe('Preset\n\nOwn')
})

test('nothing happens when the reports cannot be resolved', async () => {
  const { state, people } = trial
  // manage_users without manage_reports
  state.roles.push({ id: '9', name: 'Users', permissions: '1024', position: 5, color: '', highlighted: false })
  const sef = addAccount(state, { username: 'sef', createdAt: new Date(0), user: { roleId: '9' } })
  grantToken(state, sef, ['admin:write'])
  reported(people.alice.id)
  expect((await act(people.alice.id, { type: 'silence' }, 'sef')).status).toBe(403)
  expect(people.alice.silencedAt).toBeNull()
  expect(state.strikes).toEqual([])
  expect((await act(people.gull.id, { type: 'silence' }, 'sef')).status).toBe(200)
})

test('thirty days after suspension the content goes, but not what an open report names', async () => {
  const { state, people, clock, ask } = trial
  const [named, other] = ['named', 'other'].map((text) =>
    addPost(state, { accountId: people.alice.id, text, createdAt: new Date(clock.now) }),
  )
  await act(people.alice.id, { type: 'suspend', send_email_notification: false })
  reported(people.alice.id, [named?.id ?? ''])
  clock.now += 30 * DAY
  const shell = await (await ask('ines', 'GET', `/api/v1/admin/accounts/${people.alice.id}`)).json()
  expect(shell).toMatchObject({ suspended: true, disabled: true, email: 'alice@example.test' })
  expect(Object.keys(state.posts)).toEqual([named?.id])
  expect(state.posts[other?.id ?? '']).toBeUndefined()
  expect((await ask('ines', 'DELETE', `/api/v1/admin/accounts/${people.alice.id}`)).status).toBe(403)
})

test('suspending again starts the thirty days anew', async () => {
  const { state, people, clock } = trial
  await act(people.alice.id, { type: 'suspend' })
  clock.now += 10 * DAY
  await act(people.alice.id, { type: 'suspend' })
  expect(state.deletionRequests).toMatchObject([{ dueAt: new Date(clock.now + 30 * DAY).toISOString() }])
})

test('a person suspended by their own server cannot be unsuspended here', async () => {
  const { people, ask } = trial
  Object.assign(people.gull, { suspendedAt: new Date(trial.clock.now).toISOString(), suspensionOrigin: 'remote' })
  expect((await ask('kofi', 'POST', `/api/v1/admin/accounts/${people.gull.id}/unsuspend`)).status).toBe(403)
})

test('a moderator may not delete, an admin may', async () => {
  const { people, ask } = trial
  await act(people.alice.id, { type: 'suspend' })
  expect((await ask('kofi', 'DELETE', `/api/v1/admin/accounts/${people.alice.id}`)).status).toBe(403)
  expect((await ask('ines', 'DELETE', `/api/v1/admin/accounts/${people.alice.id}`)).status).toBe(200)
})

test('reports tell 404 before 403, and lists fail on a limit of zero', async () => {
  const { ask } = trial
  expect((await ask('alice', 'GET', '/api/v1/admin/reports/999')).status).toBe(404)
  expect((await ask('alice', 'GET', '/api/v1/admin/reports')).status).toBe(403)
  expect((await ask('kofi', 'GET', '/api/v1/admin/reports?limit=0')).status).toBe(500)
  expect((await ask('kofi', 'GET', '/api/v2/admin/accounts?limit=none')).status).toBe(500)
})

test('what is wrong is said in the language of the person who asks', async () => {
  const { people, ask } = trial
  const path = `/api/v1/admin/accounts/${people.alice.id}/action`
  const errorOf = async (response: Response) => String((await response.json()).error)
  if (people.kofi.user) people.kofi.user.locale = 'de'
  expect(await errorOf(await ask('kofi', 'POST', path, {}))).toMatch(/^Gültigkeitsprüfung/)
  expect(await errorOf(await ask('kofi', 'POST', `${path}?lang=fr`, {}))).toMatch(/^La validation/)
  expect(await errorOf(await ask('ines', 'POST', path, {}))).toMatch(/^Validation failed/)
})
