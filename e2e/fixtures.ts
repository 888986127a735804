import { type BrowserContext, type BrowserContextOptions, expect, type Page, test as base } from '@playwright/test'
import { launched } from './launched'

/** Browsers under watch: an error in the console of one of them fails the journey. */
export interface Watched {
  openBrowser(options?: BrowserContextOptions): Promise<Page>
  /** Refusals that the journey provokes, by status: the browser prints each as an error. */
  declare(...statuses: number[]): void
}

export const test = base.extend<{ watched: Watched }>({
  watched: async ({ browser }, lend, testInfo) => {
    const errors: string[] = []
    // 428 is answered by the console itself: it asks for a touch of a passkey and sends the same again.
    const declared = new Set([428])
    const contexts: BrowserContext[] = []
    await lend({
      async openBrowser(options) {
        const context = await browser.newContext(options)
        watch(context, errors)
        contexts.push(context)
        return context.newPage()
      },
      declare: (...statuses) => statuses.forEach((status) => declared.add(status)),
    })
    for (const context of contexts) await context.close()
    if (testInfo.status !== testInfo.expectedStatus) {
      for (const desk of launched) await testInfo.attach(`terminal of ${desk.url}`, { body: desk.terminal() })
    }
    const surprising = errors.filter((error) => !declared.has(Number(/status of (4\d\d)/.exec(error)?.[1])))
    expect(surprising, 'errors in the console of the browser').toEqual([])
  },
})

export { expect }

function watch(context: BrowserContext, errors: string[]): void {
  context.on('console', (message) => {
    if (message.type() === 'error' && isOurs(message.location().url || (message.page()?.url() ?? '')))
      errors.push(`${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => errors.push(String(error.error().stack ?? error.error())))
}

// The instance's own pages are not ours to answer for.
const isOurs = (address: string): boolean => launched.some(({ url }) => address.startsWith(url))
