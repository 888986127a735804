import { beforeAll, describe, expect, it } from 'vitest'
import { seedNotice } from '@/lib/testing/notice'
import { openReef, type Reef } from '@/lib/testing/reef'
import { tellCounsel } from './workers'

let reef: Reef
let caseId = ''
beforeAll(async () => {
  reef = await openReef()
  caseId = await seedNotice(reef)
})

describe('counsel who is told of a late court paper', () => {
  it('stands on the case as told or not told, and why not', async () => {
    await tellCounsel.run({ caseId, personId: reef.ines.id, isMissed: true }, { db: reef.db, now: () => new Date() })
    const row = await reef.db.auditRow.findFirstOrThrow({
      where: { caseId, command: 'putbacks.tellCounsel' },
      include: { values: true },
    })
    expect(row.outcome).toBe('failed')
    const values = Object.fromEntries(row.values.map(({ field, value }) => [field, JSON.parse(value)]))
    expect(values).toEqual({ told: 'ines', failure: 'noServer' })
  })
})
