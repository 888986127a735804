import { builtinModules } from 'node:module'
import path from 'node:path'

export interface Source {
  /** From the root of the project, with slashes. */
  file: string
  text: string
}

interface Place {
  name: string
  files: RegExp
  /** Places that may be imported from, by name; packages are free where `packages` is not false. */
  may: readonly string[]
  packages?: false
}

const RULES = 'model|deadlines|schema'
const SERVER = 'commands|queries|jobs|workers|letters|render|parse'
/**
 * Besides the closed list of DESIGN 4: `store` writes cache rows outside commands (the mirror), `connections` and `probing`
 * are the ways out to an instance, `intents` what acts write before they are called, `calls` what they say to it, `looks` what
 * is seen afterwards, `outcomes` what becomes of them, `registering` the one call without a read-back, `signin` how one comes
 * in, `demo` the launcher's door, `timeline` a view that two screens share, `readings` the parts of a step of the mirror,
 * `statements` SQL where one statement has to do, `replay` what a restore does again, `templates`
 * what each letter has to contain, by law.
 */
const NAMED =
  'templates|store|connections|probing|intents|calls|looks|outcomes|registering|signin|demo|timeline|readings|statements|replay'

// Pure: no database, no environment, no node module. May be used on every screen.
const PURE = 'platform pure'
const TESTS = /(\.test\.tsx?$|^lib\/testing\/|^e2e\/)/

/** Who may import whom (DESIGN 3). The first place whose pattern fits is a file's place. */
const PLACES: readonly Place[] = [
  { name: 'launch', files: /^lib\/launch\/[\w.-]+\.mjs$/, may: ['launch'], packages: false },
  {
    name: 'prisma',
    files: /^prisma\/(config\.ts|schema-engine\.mjs|seed\.ts|scenarios\/[\w-]+\.ts)$/,
    may: ['registry', 'integrations', 'platform', PURE, 'testing'],
  },
  {
    name: 'root',
    files: /^(next\.config\.ts|proxy\.ts|instrumentation\.ts|vitest\.config\.ts|postcss\.config\.mjs)$/,
    may: ['app'],
  },
  {
    name: 'programs',
    files: /^lib\/programs\/[\w-]+\.ts$/,
    may: ['registry', 'feature rules', 'integrations', 'fake', 'platform', PURE, 'testing', 'programs'],
  },
  {
    name: 'app',
    files: /^app\/([\w()[\].-]+\/)*[\w.-]+\.tsx?$/,
    may: ['app', 'components', 'ui', 'registry', 'client end', 'platform', PURE],
  },
  { name: 'ui', files: /^components\/ui\/[\w.-]+\.tsx?$/, may: ['ui'] },
  {
    name: 'components',
    files: /^components\/[\w-]+\/[\w.-]+\.tsx?$/,
    may: ['components', 'ui', 'client end', 'feature rules', PURE],
  },
  { name: 'client end', files: /^lib\/client\.ts$/, may: [PURE] },
  // In parts, where one file would be too long to look through.
  { name: 'registry', files: /^lib\/registry(\/[a-z]+)?\.ts$/, may: ['feature server'] },
  {
    name: 'feature schema',
    files: /^lib\/features\/[a-z]+\/schema\.ts$/,
    may: ['feature rules', 'feature schema', PURE],
  },
  {
    name: 'feature rules',
    files: new RegExp(`^lib/features/[a-z]+/(${RULES})\\.ts$`),
    may: ['feature rules', 'feature schema', 'integration pure', PURE],
  },
  {
    name: 'feature server',
    files: new RegExp(`^lib/features/[a-z]+/(${SERVER}|${NAMED})\\.tsx?$`),
    may: ['feature server', 'feature rules', 'feature schema', 'integrations', 'integration pure', 'platform', PURE],
  },
  {
    name: 'fake',
    files: /^lib\/integrations\/[a-z]+\/fake\/([\w-]+\/)*[\w-]+\.ts$/,
    may: ['fake', 'integration pure', 'integrations', 'platform', PURE],
  },
  {
    name: 'integration pure',
    files: /^lib\/integrations\/[a-z]+\/schema\/[\w-]+\.ts$/,
    may: ['integration pure', PURE],
  },
  {
    name: 'integrations',
    files: /^lib\/integrations\/[a-z]+\/client\/[\w-]+\.ts$/,
    may: ['integrations', 'integration pure', 'platform', PURE],
  },
  {
    name: PURE,
    files: /^lib\/platform\/(i18n|errors|calendar|privacy)\/([\w-]+\/)*[\w-]+\.ts$|^lib\/platform\/access\/access\.ts$/,
    may: [PURE],
  },
  { name: 'platform', files: /^lib\/platform\/[\w]+\/([\w-]+\/)*[\w-]+\.tsx?$/, may: ['platform', PURE] },
  // A folder holds what one program needs besides its own file (faults).
  { name: 'testing', files: /^lib\/testing\/([\w-]+\/)*[\w.-]+\.tsx?$/, may: [] },
]

const DRAWERS = /(^|\/)(utils?|helpers?|constants|types|index|service|misc|common)(\.(ts|tsx|mjs)$|\/)/
const MAX_LINES = 300

/** Every fault as `kind: where, what`, sorted. Empty when the tree is in order. */
export function faultsOf(sources: readonly Source[]): string[] {
  const own = sources.filter((source) => !source.file.startsWith('generated/'))
  const product = own.filter((source) => !TESTS.test(source.file) && !/\.(test|vitest)\.mjs$/.test(source.file))
  return [
    ...own.flatMap(placeFaults),
    ...product.flatMap(importFaults),
    ...product.flatMap(ruleFaults),
    ...cycleFaults(product),
  ].toSorted()
}

function placeOf(file: string): Place | null {
  return PLACES.find((place) => place.files.test(file)) ?? null
}

function placeFaults({ file, text }: Source): string[] {
  const lines = text.split('\n').length - 1
  const named = file.replace(/\.test\.(tsx?|mjs)$/, '.$1')
  // A test stands beside what it tests and may be named after several of its neighbours.
  const isPlaced = placeOf(file) !== null || TESTS.test(file) || file.endsWith('.test.mjs')
  return [
    ...(DRAWERS.test(named) ? [`drawer: ${file}`] : []),
    ...(isPlaced ? [] : [`no place: ${file}`]),
    ...(lines > MAX_LINES ? [`too long: ${file}, ${lines} lines`] : []),
  ]
}

const FROM = /(?:^|[\n;])\s*(import|export)\s+(type\s+)?([^'"]*?from\s*)?['"]([^'"]+)['"]/g
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

interface Import {
  target: string
  isType: boolean
  isDynamic: boolean
}

function importsOf({ file, text }: Source): Import[] {
  const fixed = [...text.matchAll(FROM)].map(([, , type, names = '', target = '']) => ({
    target: resolve(file, target),
    isType: type !== undefined || isAllTypes(names),
    isDynamic: false,
  }))
  const dynamic = [...text.matchAll(DYNAMIC)].map(([, target = '']) => ({
    target: resolve(file, target),
    isType: false,
    isDynamic: true,
  }))
  return [...fixed, ...dynamic].filter((found) => found.target !== '')
}

// `import { type A, type B } from` brings nothing at run time.
function isAllTypes(names: string): boolean {
  const inner = /^\{([^}]*)\}\s*from\s*$/.exec(names.trim())?.[1]
  return inner !== undefined && inner.split(',').every((name) => name.trim() === '' || name.trim().startsWith('type '))
}

/** A path of the project, or a package's name. */
function resolve(file: string, target: string): string {
  if (target.startsWith('@/')) return target.slice(2)
  return target.startsWith('.') ? path.posix.join(path.posix.dirname(file), target) : `package:${target}`
}

function importFaults(source: Source): string[] {
  const place = placeOf(source.file)
  if (!place) return []
  return importsOf(source).flatMap(({ target, isType, isDynamic }) => {
    if (isType) return []
    if (target.startsWith('package:'))
      return place.packages === false && !isDynamic && !isBuiltin(target.slice(8))
        ? [`import: ${source.file} takes the package ${target.slice(8)}`]
        : []
    if (target.startsWith('generated/'))
      return source.file === 'lib/platform/db/client.ts' ? [] : [`prisma: ${source.file}`]
    if (/\.(css|json)$/.test(target) || target === 'package') return []
    const wanted = ['.ts', '.tsx', '', '/route.ts']
      .map((end) => placeOf(`${target}${end}`))
      .find((found) => found !== null)
    const isSame = wanted?.name === place.name
    return wanted && (isSame || place.may.includes(wanted.name))
      ? []
      : [`import: ${source.file} takes ${target} (${wanted?.name ?? 'no place'})`]
  })
}

const isBuiltin = (name: string): boolean => name.startsWith('node:') || builtinModules.includes(name)

/** What a feature may not do by itself: read the environment or a clock. Both are given to it. */
function ruleFaults({ file, text }: Source): string[] {
  if (!file.startsWith('lib/features/')) return []
  return [
    ...(/\bprocess\.env\b/.test(text) ? [`environment: ${file}`] : []),
    ...(/\bDate\.now\(\)|\bnew Date\(\)/.test(text) ? [`clock: ${file}`] : []),
  ]
}

/** Features never form a cycle, of any length; types do not count. */
function cycleFaults(sources: readonly Source[]): string[] {
  const edges = new Map<string, Set<string>>()
  for (const source of sources) {
    const from = featureOf(source.file)
    if (!from) continue
    for (const found of importsOf(source)) {
      const to = found.isType ? null : featureOf(found.target)
      if (to && to !== from) edges.set(from, (edges.get(from) ?? new Set()).add(to))
    }
  }
  const reaches = (from: string, seen: Set<string>): Set<string> => {
    for (const to of edges.get(from) ?? []) if (!seen.has(to)) reaches(to, seen.add(to))
    return seen
  }
  return [...edges.keys()]
    .filter((feature) => reaches(feature, new Set()).has(feature))
    .map((feature) => `cycle: ${feature}`)
}

const featureOf = (file: string): string | null => /^lib\/features\/([a-z]+)\//.exec(file)?.[1] ?? null
