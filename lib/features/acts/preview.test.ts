import { expect, it } from 'vitest'
import { openReef } from '@/lib/testing/reef'
import { preview } from './queries'

it('says of each reported post which report would bring it into the mail', async () => {
  const reef = await openReef()
  const view = await reef.caseOf(reef.kofi, 'harl')
  const { mail, reports } = await reef.query(reef.kofi, preview, { caseId: view.id, kind: 'warn' })
  const withPost = view.reports.find((report) => report.postIds.length > 0)
  expect(reports).toHaveLength(3)
  expect(mail.citedPosts).toEqual([{ id: withPost?.postIds[0], text: 'I said so', reportIds: [withPost?.id] }])
})
