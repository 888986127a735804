import { expect, test } from 'vitest'
import { t } from './translate'

test('a value that is missing leaves an empty place and breaks nothing', () => {
  expect(t('error.demo.failed')).toBe('The demo instance did not start: ')
  expect(t('error.demo.failed', { reason: 'no port' })).toBe('The demo instance did not start: no port')
})

test('a choice falls to its other branch when its value is missing', () => {
  expect(t('shell.asOf', { domain: 'reef.example' })).toBe('reef.example as of  ago')
})
