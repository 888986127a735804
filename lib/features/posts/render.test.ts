import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderPost } from './render'

const LINK = 'rel="nofollow noopener noreferrer" target="_blank" dir="auto"'

describe('what of a post is shown', () => {
  it.each([
    ['paragraphs and breaks', '<p>a<br>b</p><p>c</p>', '<p>a<br />b</p><p>c</p>'],
    [
      'emphasis, code and quotes',
      '<blockquote><em>a</em> <strong>b</strong></blockquote><pre><code>c</code></pre>',
      '<blockquote><em>a</em> <strong>b</strong></blockquote><pre><code>c</code></pre>',
    ],
    ['lists', '<ul><li>a</li></ul><ol><li>b</li></ol>', '<ul><li>a</li></ul><ol><li>b</li></ol>'],
    ['the language of a part', '<span lang="ar">سلام</span>', '<span lang="ar">سلام</span>'],
    [
      'a link, that tells nobody where it was followed',
      '<a href="https://reef.example/x?a=1&amp;b=2" class="u-url" rel="me" target="_top" onclick="x()">x</a>',
      `<a href="https://reef.example/x?a=1&amp;b=2" ${LINK}>x</a>`,
    ],
    [
      'a mention without its classes',
      '<span class="h-card"><a href="https://reef.example/@mira" class="u-url mention">@<span>mira</span></a></span>',
      `<span><a href="https://reef.example/@mira" ${LINK}>@<span>mira</span></a></span>`,
    ],
    ['characters that look like markup', '<p>1 &lt; 2 &amp;&amp; 3 &gt; 2</p>', '<p>1 &lt; 2 &amp;&amp; 3 &gt; 2</p>'],
  ])('%s', (_label, html, shown) => {
    expect(renderPost(html)).toBe(shown)
  })

  it.each([
    ['a script', 'a<script>alert(1)</script>b', 'ab'],
    ['a script in capitals and pieces', 'a<ScRiPt src=//evil.example></sCrIpT>b', 'ab'],
    ['a style sheet', 'a<style>p{display:none}</style>b', 'ab'],
    ['a picture, which would load', 'a<img src="https://evil.example/pixel.gif" onerror="alert(1)">b', 'ab'],
    ['a video', 'a<video src="https://evil.example/v.mp4" autoplay></video>b', 'ab'],
    ['a frame', 'a<iframe src="https://evil.example"></iframe>b', 'ab'],
    ['a form', 'a<form action="/api/commands/x"><input name="a"><button>b</button></form>', 'ab'],
    ['a drawing with a script', 'a<svg><script>alert(1)</script></svg>b', 'ab'],
    ['a base address', '<base href="https://evil.example">a', 'a'],
    ['a heading', '<h1>a</h1>', 'a'],
    ['a comment', 'a<!-- b -->c', 'ac'],
    ['event handlers', '<p onmouseover="alert(1)">a</p>', '<p>a</p>'],
    ['styles and classes', '<p style="position:fixed" class="x" id="y">a</p>', '<p>a</p>'],
    ['a script as address', '<a href="javascript:alert(1)">a</a>', `<a ${LINK}>a</a>`],
    ['a script as address, in disguise', '<a href="java\nscript:alert(1)">a</a>', `<a ${LINK}>a</a>`],
    ['a script as address, encoded', '<a href="&#106;avascript&colon;alert(1)">a</a>', `<a ${LINK}>a</a>`],
    ['data as address', '<a href="data:text/html,<script>alert(1)</script>">a</a>', `<a ${LINK}>a</a>`],
    ['an address of this console', '<a href="/api/auth/signout">a</a>', `<a ${LINK}>a</a>`],
    ['an address without a scheme', '<a href="//evil.example">a</a>', `<a ${LINK}>a</a>`],
    ['an address relative to the page', '<a href="reports/stopped">a</a>', `<a ${LINK}>a</a>`],
    ['a place on the page', '<a href="#decide">a</a>', `<a ${LINK}>a</a>`],
    ['a mail address', '<a href="mailto:mira@example.test">a</a>', `<a ${LINK}>a</a>`],
  ])('nothing of %s', (_label, html, shown) => {
    expect(renderPost(html)).toBe(shown)
  })

  it('closes what was left open, so that the page around it stands', () => {
    expect(renderPost('<p><strong>a</p></div></section>')).toBe('<p><strong>a</strong></p>')
  })

  it('lets nothing through that loads, runs or styles, however it is put together', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '/',
      '=',
      ' ',
      'script',
      'img',
      'svg',
      'onload',
      'href',
      'src',
      'style',
      'javascript:',
      'a',
      'p',
      '<!--',
      '-->',
      '&lt;',
      '&#60;',
      ']]>',
      '\n',
      '\t',
      'x',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const shown = renderPost(pieces.join(''))
        const tags = shown.match(/<[^>]*>/g) ?? []
        for (const tag of tags) expect(tag).toMatch(/^<\/?(p|br|a|span)[ />]/)
        expect(tags.join('')).not.toMatch(/\son\w+\s*=|\ssrc\s*=|\sstyle\s*=|javascript:/i)
      }),
      { numRuns: 1000 },
    )
  })

  it('is the same when rendered again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 60 }), (html) => {
        const once = renderPost(html)
        expect(renderPost(once)).toBe(once)
      }),
    )
  })
})
