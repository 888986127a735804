import { expect, it } from 'vitest'
import { beginAnswer, giveWay } from './busy'

const waited = async () => {
  const from = performance.now()
  await giveWay()
  return performance.now() - from
}

it('a job does not wait where nobody asks', async () => {
  expect(await waited()).toBeLessThan(15)
})

it('waits until everybody was answered and had the time to ask on, and not for ever', async () => {
  const [first, second] = [beginAnswer(), beginAnswer()]
  let hasBegun = false
  const job = giveWay().then(() => {
    hasBegun = true
  })
  first()
  first()
  await new Promise((done) => setTimeout(done, 100))
  // Told twice of the first, it still waits for the second.
  expect(hasBegun).toBe(false)
  second()
  await job
  expect(hasBegun).toBe(true)
  const end = beginAnswer()
  expect(await waited()).toBeGreaterThan(250)
  end()
})
