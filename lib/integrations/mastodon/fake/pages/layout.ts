import { html, type Answer } from '../answer'
import { escapeHtml } from '../markup'
import type { State } from '../state'

/** Text that is already HTML. */
export type Markup = { readonly markup: string }

type Piece = string | number | null | Markup | Markup[]

/** Every value is escaped unless it is `Markup` itself. */
export function markup(strings: TemplateStringsArray, ...values: Piece[]): Markup {
  const pieces = strings.flatMap((text, place) => [text, place < values.length ? render(values[place] ?? '') : ''])
  return { markup: pieces.join('') }
}

function render(value: Piece): string {
  if (value === null) return ''
  if (Array.isArray(value)) return value.map((one) => one.markup).join('')
  return typeof value === 'object' ? value.markup : escapeHtml(String(value))
}

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  * { box-sizing: border-box }
  body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
  header, footer { color: GrayText; font-size: .875rem }
  header a { color: inherit }
  table { border-collapse: collapse; width: 100% }
  th, td { text-align: start; padding: .35rem .75rem .35rem 0; vertical-align: top; border-bottom: 1px solid #8884 }
  button, input { font: inherit; padding: .5rem .9rem; min-height: 44px }
  form { display: inline }
  .people { display: grid; gap: .5rem; padding: 0; list-style: none }
  .people button { width: 100%; text-align: start }
  .quiet { color: GrayText }
  img.tile { max-width: 160px; height: auto; display: block }
  blockquote { margin: .5rem 0; padding-inline-start: 1rem; border-inline-start: 3px solid #8886 }
  .error { margin-top: 15vh; text-align: center }
`

/** A page of the fake server; says what it is, so that nobody takes it for a real one. */
export function page(state: State, given: { title: string; main: Markup; status?: number }): Answer {
  const body = markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="same-origin">
<title>${given.title} - ${state.instance.title}</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
<header><a href="/">${state.instance.title}</a> · ${state.instance.domain} · <a href="/admin/reports">Reports</a> · <a href="/admin/webhooks">Webhooks</a> · <a href="/auth/sign_in">Sign in</a></header>
<main>
${given.main}
</main>
<footer><p>A demo instance: it answers like Mastodon ${state.version}, everything in it is invented.</p></footer>
</body>
</html>
`
  return html(body.markup, given.status ?? 200)
}

/** Rows under headings, or a word that there are none. */
export function table(headings: string[], rows: Markup[]): Markup {
  if (rows.length === 0) return markup`<p class="quiet">None.</p>`
  const head = headings.map((heading) => markup`<th>${heading}</th>`)
  return markup`<table><tr>${head}</tr>${rows}</table>`
}

/** Mastodon's plain error page. */
export function errorPage(state: State, status: number, title: string): Answer {
  return page(state, { title, status, main: markup`<div class="error"><h1>${title}</h1></div>` })
}
