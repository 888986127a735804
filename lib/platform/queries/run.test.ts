import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Db, newId } from '@/lib/platform/db/client'
import { AppError, type ErrorCode } from '@/lib/platform/errors/error'
import { kofi } from '@/lib/testing/chain'
import { freshDatabase } from '@/lib/testing/database'
import { defineQuery, runQuery } from './define'

let db: Db
beforeAll(async () => {
  ;({ db } = await freshDatabase())
})

const NOW = new Date('2026-11-24T12:00:00Z')
const CASE = newId()
const answering = (code: ErrorCode | null, permission: 'report.read' | 'staff.manage' = 'report.read') =>
  defineQuery({
    name: 'test.read',
    permission,
    input: z.object({ caseId: z.uuid() }),
    async run({ remember }, { caseId }) {
      if (code) throw new AppError(code)
      await remember({ caseId, subjectIds: ['42'] })
      return { caseId }
    },
  })
const ask = (query: ReturnType<typeof answering>, input: unknown = { caseId: CASE }) =>
  runQuery(query, { db, actor: kofi, now: NOW, input })
const last = async () => {
  const row = await db.auditRow.findFirst({
    orderBy: [{ recordedAt: 'desc' }, { id: 'desc' }],
    include: { values: true },
  })
  return row && [row.command, row.outcome, row.caseId, ...row.values.map((value) => value.value)]
}

describe('a query', () => {
  it('that remembers has its row before the answer leaves', async () => {
    expect(await ask(answering(null))).toEqual({ caseId: CASE })
    expect(await last()).toEqual(['test.read', 'done', CASE])
  })

  it.each<[string, ErrorCode, 'report.read' | 'staff.manage']>([
    ['for which the role is missing', 'notAllowed', 'staff.manage'],
    ['that finds nothing that the person may see', 'notFound', 'report.read'],
  ])('%s is a row that names the case that was asked for, and none of that case', async (_label, code, permission) => {
    const asked = ask(answering(code === 'notFound' ? code : null, permission))
    await expect(asked).rejects.toMatchObject({ code })
    expect(await last()).toEqual(['test.read', 'refused', null, `"${CASE}"`, `"${code}"`])
  })

  it('that fails for another reason is none', async () => {
    const before = await db.auditRow.count()
    await expect(ask(answering('media.failed'))).rejects.toMatchObject({ code: 'media.failed' })
    await expect(ask(answering(null), { caseId: 'x' })).rejects.toMatchObject({ code: 'badInput' })
    expect(await db.auditRow.count()).toBe(before)
  })

  it('of a stranger asks for a sign-in', async () => {
    const asked = runQuery(answering(null), { db, actor: { kind: 'public', address: '' }, now: NOW, input: {} })
    await expect(asked).rejects.toMatchObject({ code: 'signIn.needed', status: 401 })
  })
})
