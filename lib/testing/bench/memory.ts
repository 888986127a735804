import fs from 'node:fs'

/** Megabytes of PSS of some processes and all that they started; Linux only, NaN elsewhere. */
export function memoryOf(roots: readonly number[]): number {
  const children = childrenByParent()
  const all = new Set<number>()
  const gather = (pid: number): void => {
    if (all.has(pid)) return
    all.add(pid)
    for (const child of children.get(pid) ?? []) gather(child)
  }
  for (const pid of roots) gather(pid)
  const kilobytes = [...all].reduce((sum, pid) => sum + pssOf(pid), 0)
  return Math.round(kilobytes / 1024)
}

function childrenByParent(): Map<number, number[]> {
  const byParent = new Map<number, number[]>()
  for (const name of fs.readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = /^PPid:\s+(\d+)/m.exec(textOf(`/proc/${name}/status`))?.[1]
    if (parent) byParent.set(Number(parent), [...(byParent.get(Number(parent)) ?? []), Number(name)])
  }
  return byParent
}

const pssOf = (pid: number): number => Number(/^Pss:\s+(\d+)/m.exec(textOf(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)

// A process may end while it is looked at.
function textOf(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
