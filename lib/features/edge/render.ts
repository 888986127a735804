import { type Blocked, FILE_FORM, POST_FORMS, PROXY_FORM, TEST_PATH } from '@/lib/integrations/edge/schema/addresses'
import { t } from '@/lib/platform/i18n/translate'
import type { Flavour } from './schema'

export interface Rules {
  blocked: Blocked
  version: number
  /** Address of this console: who blocks, as RFC 7725 section 4 asks. */
  console: string
}

/** The rules as a proxy pulls them. The same version of the same blocks is the same bytes. */
export const rulesOf = (flavour: Flavour, rules: Rules): string => RENDER[flavour](rules)

const RENDER: Record<Flavour, (rules: Rules) => string> = { nginx, caddy, haproxy }

/**
 * nginx (in `http`): one pattern for each form finds the id, and a hash finds whether that id is blocked, so that ten thousand cost
 * no more than ten. `$uri` is decoded and has its slashes merged. A server asks `$docket_blocked` before it chooses a location.
 */
function nginx({ blocked, version, console }: Rules): string {
  const keys = [
    ...[...blocked.paths, TEST_PATH].map((path) => `  "~^${escaped(path)}$" blocked;`),
    ...POST_FORMS.map((form, at) => `  "~^${form}0*(?<docket_post${at}>[1-9][0-9]*)" "post $docket_post${at}";`),
    `  "~${FILE_FORM}(?<docket_file>[0-9/]+)/" "file $docket_file";`,
    `  "~^${PROXY_FORM}0*(?<docket_proxy>[1-9][0-9]*)" "proxy $docket_proxy";`,
  ]
  const found = [
    '  blocked 1;',
    ...blocked.posts.map((id) => `  "post ${id}" 1;`),
    ...blocked.files.map((folder) => `  "file ${folder}" 1;`),
    ...blocked.proxies.map((id) => `  "proxy ${id}" 1;`),
  ]
  return lines(
    ...head({ blocked, version, console }),
    'map $uri $docket_key {',
    '  default none;',
    ...keys,
    '}',
    'map $docket_key $docket_blocked {',
    '  default 0;',
    ...found,
    '}',
  )
}

/** Caddy: a snippet that a site imports. Its expressions run in linear time, however many ids stand in one. */
function caddy(rules: Rules): string {
  return lines(
    ...head(rules),
    '(docket_edge) {',
    `\t@docket_edge path_regexp \`${patterns(rules.blocked).join('|')}\``,
    '\thandle @docket_edge {',
    `\t\theader Link ${quoted(linkTo(rules.console))}`,
    '\t\theader Content-Type "text/plain; charset=utf-8"',
    '\t\theader Cache-Control no-store',
    `\t\trespond ${quoted(t('edge.body'))} 451`,
    '\t}',
    '}',
  )
}

/** HAProxy: a file of patterns, a few hundred ids a line, because it reads lines of 16 kB and compiles none larger than 64 kB. */
function haproxy(rules: Rules): string {
  return lines(...head(rules), ...patterns(rules.blocked, 200))
}

/** Expressions that PCRE and RE2 read alike, over a decoded path. */
function patterns({ posts, files, proxies, paths }: Blocked, most = Number.POSITIVE_INFINITY): string[] {
  const end = '(?:[^0-9]|$)'
  return [
    ...[...paths, TEST_PATH].map((path) => `^${escaped(path)}$`),
    ...POST_FORMS.flatMap((form) => chunks(posts, most).map((ids) => `^${form}0*(?:${ids.join('|')})${end}`)),
    ...chunks(files, most).map((folders) => `${FILE_FORM}(?:${folders.join('|')})/`),
    ...chunks(proxies, most).map((ids) => `^${PROXY_FORM}0*(?:${ids.join('|')})${end}`),
  ]
}

function chunks(all: readonly string[], most: number): string[][] {
  if (all.length === 0) return []
  if (all.length <= most) return [[...all]]
  return [all.slice(0, most), ...chunks(all.slice(most), most)]
}

/**
 * A path as an expression that means it and nothing else: what is neither a letter, a digit nor one of `/_-` goes as its number. No
 * quote, brace, backtick, dollar or line end of an address reaches a configuration. Letters beyond ASCII stay, all else of
 * Unicode is met by any one sign.
 */
export const escaped = (path: string): string =>
  path.replace(/[^A-Za-z0-9/_-]/gu, (letter) => {
    if (letter <= '\u007f') return `\\x${letter.charCodeAt(0).toString(16).padStart(2, '0')}`
    return /\p{L}|\p{N}/u.test(letter) ? letter : '[^/]+'
  })

function head({ blocked: { posts, files, paths }, version, console }: Rules): string[] {
  return [
    `# Docket edge rules, version ${version}: ${posts.length} posts, ${files.length} files, ${paths.length} other addresses.`,
    `# Pulled from ${oneLine(console)}: what is changed here is lost at the next pull.`,
  ]
}

const lines = (...all: string[]): string => `${all.join('\n')}\n`
const oneLine = (text: string): string => text.replace(/[^\x20-\x7e]/g, '')
const linkTo = (console: string): string => `<${oneLine(console).replace(/[<>"\\$`{}]/g, '')}>; rel="blocked-by"`
/** All three read a quoted word with backslashes alike. */
const quoted = (text: string): string => `"${oneLine(text).replace(/["\\]/g, '\\$&')}"`

export interface Paste {
  /** Where the pulled file lies. */
  target: string
  /** What stands in the configuration once: for each host, and where that is another place, for all of them. */
  config: string
  /** The program that pulls; and what runs it. */
  script: string
  cron: string
  service: string
  timer: string
}

/** What somebody pastes once into the machine of the proxy. */
export function pasteOf(flavour: Flavour, console: string): Paste {
  const { target, check, reload } = MACHINES[flavour]
  return {
    target,
    config: CONFIGS[flavour](console, target),
    script: pullScript({ address: `${console}/api/edge/${flavour}`, target, check, reload }),
    cron: lines('* * * * * root /usr/local/sbin/docket-edge'),
    service: lines(
      '[Unit]',
      'Description=Pull the edge rules of Docket',
      '[Service]',
      'Type=oneshot',
      'ExecStart=/usr/local/sbin/docket-edge',
    ),
    timer: lines('[Timer]', 'OnCalendar=minutely', 'AccuracySec=5s', '[Install]', 'WantedBy=timers.target'),
  }
}

const MACHINES: Record<Flavour, { target: string; check: string; reload: string }> = {
  nginx: { target: '/etc/nginx/conf.d/docket-edge.conf', check: 'nginx -t -q', reload: 'nginx -s reload' },
  caddy: {
    target: '/etc/caddy/docket-edge.caddy',
    check: 'caddy validate --config /etc/caddy/Caddyfile --adapter caddyfile',
    reload: 'caddy reload --config /etc/caddy/Caddyfile --adapter caddyfile',
  },
  haproxy: {
    target: '/etc/haproxy/docket-edge.lst',
    check: 'haproxy -c -q -f /etc/haproxy/haproxy.cfg',
    reload: 'systemctl reload haproxy',
  },
}

const CONFIGS: Record<Flavour, (console: string, target: string) => string> = {
  nginx: (console) =>
    lines(
      '# in each server { } of the instance and of the media host',
      'if ($docket_blocked) { return 451; }',
      'error_page 451 @docket_blocked;',
      'location @docket_blocked {',
      '  default_type "text/plain; charset=utf-8";',
      `  add_header Link ${quoted(linkTo(console))} always;`,
      '  add_header Cache-Control no-store always;',
      `  return 451 ${quoted(`${t('edge.body')}`)};`,
      '}',
    ),
  caddy: (_console, target) =>
    lines(
      '# at the top of the Caddyfile',
      `import ${target}`,
      '',
      '# first in each site of the instance and of the media host',
      'import docket_edge',
    ),
  haproxy: (console, target) =>
    lines(
      '# in each frontend of the instance and of the media host, before other rules',
      'http-request set-var(txn.docket) path,url_dec',
      `http-request return status 451 content-type "text/plain; charset=utf-8" string ${quoted(t('edge.body'))} hdr Link ${quoted(linkTo(console))} hdr Cache-Control no-store if { var(txn.docket) -m reg -f ${target} }`,
    ),
}

interface Pulling {
  address: string
  target: string
  check: string
  reload: string
}

/** Puts new rules in place only where the proxy takes them: what it refuses is taken back, and said on the error output. */
function pullScript({ address, target, check, reload }: Pulling): string {
  return lines(
    '#!/bin/sh',
    '# /usr/local/sbin/docket-edge. In /etc/docket-edge.token stands one line, readable for root alone:',
    '# authorization: Bearer <the token from the console>',
    'set -eu',
    // cron looks for programs where no web server lies.
    'PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin',
    `target=${target}`,
    'new=$(mktemp); old=$(mktemp); heads=$(mktemp)',
    `trap 'rm -f "$new" "$old" "$heads"' EXIT`,
    '[ -f "$target" ] && cp "$target" "$old"',
    'etag=$(cat "$target.etag" 2>/dev/null || true)',
    // Gone or changed here: it is fetched whole.
    'if [ ! -f "$target" ] || [ "$target" -nt "$target.etag" ]; then etag=; fi',
    'status=$(curl -sS --max-time 20 -D "$heads" -o "$new" -w "%{http_code}" \\',
    '  -H @/etc/docket-edge.token -H "if-none-match: $etag" \\',
    `  "${address}?host=$(hostname -f)")`,
    '[ "$status" = 304 ] && exit 0',
    '[ "$status" = 200 ] || { echo "docket-edge: the console answered $status" >&2; exit 1; }',
    'cat "$new" > "$target"; chmod 644 "$target"',
    // On success nothing is said: cron would mail it every minute.
    `if ! said=$(${check} 2>&1); then`,
    '  if [ -s "$old" ]; then cat "$old" > "$target"; else rm -f "$target"; fi',
    '  printf "%s\\n" "$said" "docket-edge: the new rules were refused" >&2; exit 1',
    'fi',
    `if ! said=$(${reload} 2>&1); then`,
    '  printf "%s\\n" "$said" "docket-edge: the web server could not be reloaded" >&2; exit 1',
    'fi',
    `sed -n 's/^[Ee][Tt][Aa][Gg]: *//p' "$heads" | tr -d '\\r' > "$target.etag"`,
  )
}
