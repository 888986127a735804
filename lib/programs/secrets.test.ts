import { PassThrough } from 'node:stream'
import { afterEach, describe, expect, it } from 'vitest'
import { askSecret } from './secrets'

const stdin = Object.getOwnPropertyDescriptor(process, 'stdin')
afterEach(() => {
  if (stdin) Object.defineProperty(process, 'stdin', stdin)
})

/** What a shell pipes in. */
function pipe(text: string): void {
  const stream = new PassThrough()
  Object.defineProperty(process, 'stdin', { configurable: true, value: stream })
  stream.end(text)
}
const asked = (isNew: boolean) => askSecret({ keyFile: undefined, isNew })

describe('a passphrase that is piped in', () => {
  it.each([true, false])('is its first line (new: %s)', async (isNew) => {
    pipe('correct horse battery\nand more\n')
    expect(await asked(isNew)).toEqual({ passphrase: 'correct horse battery' })
  })

  it('needs no end of line', async () => {
    pipe('correct horse battery')
    expect(await asked(true)).toEqual({ passphrase: 'correct horse battery' })
  })

  it('is refused when it is short or not there', async () => {
    pipe('short\n')
    await expect(asked(true)).rejects.toMatchObject({ fault: 'secret', values: { short: 'yes' } })
    pipe('')
    await expect(asked(true)).rejects.toMatchObject({ fault: 'secret', values: { short: 'yes' } })
  })
})
