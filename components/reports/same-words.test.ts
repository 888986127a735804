import { describe, expect, it } from 'vitest'
import type { ReportView } from '@/lib/features/reports/schema'
import { groupByWords } from './same-words'

const tern = { remoteId: '9', name: 'Tern', handle: '@tern', initials: 'T', isLocal: true, isBot: false }
const report = (id: string, change: Partial<ReportView> = {}): ReportView => ({
  id,
  category: 'spam',
  rules: [],
  comment: 'Same link everywhere',
  reporter: tern,
  isFromServer: false,
  createdAt: '2026-11-20T10:00:00Z',
  isForwarded: false,
  isResolved: false,
  resolvedAt: null,
  resolvedBy: null,
  assignedTo: null,
  postIds: [],
  url: 'https://reef.example/admin/reports/1',
  ...change,
})
const shape = (reports: ReportView[]) =>
  groupByWords(reports).map(({ first, others }) => [first.id, ...others.map(({ id }) => id)])

describe('reports in the same words', () => {
  it('stand together, whatever their spaces and capitals', () => {
    expect(
      shape([report('1'), report('2', { comment: ' same  LINK everywhere' }), report('3', { comment: 'Bots' })]),
    ).toEqual([['1', '2'], ['3']])
  })
  it('stand apart when the reason or the rules differ', () => {
    const rule = { category: 'rule', rules: [{ id: '2', text: 'No harassment' }] } as const
    expect(
      shape([report('1'), report('2', { category: 'other' }), report('3', { ...rule, rules: [...rule.rules] })]),
    ).toHaveLength(3)
  })
  it('put open ones before resolved ones and words before silence', () => {
    expect(
      shape([report('1', { isResolved: true }), report('2', { comment: '' }), report('3', { comment: 'Look' })]),
    ).toEqual([['3'], ['2'], ['1']])
  })
})
