import type { Story } from '@/lib/testing/stage'

/** An evening with four people at it: what the desk looks like when it is used. */
export const story: Story = {
  about: 'Ines owns, Kofi, Yusuf and Lena work: claims, notes, closings, one limit, one stop for child safety',
  async tell({ as, run, caseOf, rules, hoursAgo, settled }) {
    const ines = await as('ines')
    const [kofi, yusuf, lena] = [await as('kofi'), await as('yusuf'), await as('lena')]
    await run(ines, 'staff.setRoles', { personId: yusuf.id, roles: ['childSafety'] }, hoursAgo(30))

    await run(
      kofi,
      'reports.close',
      { ...(await caseOf('greta')), note: 'Regula again, about a birdwatcher. Nothing here.' },
      hoursAgo(21),
    )
    await run(
      yusuf,
      'reports.close',
      { ...(await caseOf('oldharbour')), note: 'A memorial account. I wrote to the reporter.' },
      hoursAgo(20),
    )
    await settled()

    await run(lena, 'reports.claim', await caseOf('wren'), hoursAgo(6))
    await note(lena, 'wren', 'Asked Wren whether the photograph has her name in it somewhere.', 6)
    await run(yusuf, 'reports.claim', await caseOf('kelp'), hoursAgo(5))
    await note(yusuf, 'kelp', 'The post is gone. I look whether it was copied elsewhere before I close this.', 5)
    await note(kofi, 'nawras', 'Third time. If Ines agrees we limit him for longer than a week.', 4)
    await note(ines, 'nawras', 'I agree. Let Ibtisam read the message before it goes.', 3.5)
    await settled()

    const ground = { kind: 'rule' as const, ruleIds: await rules(/harass/i) }
    const limit = { kind: 'limit' as const, ground, source: 'report' as const, sendsMail: true }
    await run(
      ines,
      'acts.ask',
      {
        ...(await caseOf('harl')),
        ...limit,
        note: 'Warned in spring; three days in a row now.',
        message: 'Please leave Mira alone. For now your posts reach only the people who follow you.',
      },
      hoursAgo(2),
    )
    await settled()

    const { caseId } = await caseOf('grain')
    await run(kofi, 'safety.stop', { caseId, reportId: null, postId: null }, hoursAgo(1))

    async function note(by: typeof ines, about: string, text: string, hours: number): Promise<void> {
      await run(by, 'cases.addNote', { caseId: (await caseOf(about)).caseId, text }, hoursAgo(hours))
    }
  },
}
