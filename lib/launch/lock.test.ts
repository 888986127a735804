import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { birthOf, isAlive, readHolder, tryLock, withLock } from './lock.mjs'

let folder = ''
let file = ''
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'docket-lock-'))
  file = path.join(folder, 'in/it.lock')
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid

it('is held by one, who can be read', () => {
  const lock = tryLock(file, { url: 'http://localhost:3000' })
  expect(tryLock(file)).toEqual({
    holder: { url: 'http://localhost:3000', pid: process.pid, born: birthOf(process.pid) },
  })
  if ('release' in lock) lock.release()
  expect(tryLock(file)).toHaveProperty('tookOver', false)
})

it('tells news of the holder', () => {
  const lock = tryLock(file, { phase: 'preparing' })
  if ('rewrite' in lock) lock.rewrite({ phase: 'serving' })
  expect(readHolder(file)).toMatchObject({ phase: 'serving', pid: process.pid })
})

it('is taken over from the dead', () => {
  fs.mkdirSync(path.dirname(file))
  fs.writeFileSync(file, JSON.stringify({ pid: deadPid(), born: '1' }))
  expect(tryLock(file)).toHaveProperty('tookOver', true)
  expect(readHolder(file)?.pid).toBe(process.pid)
})

it('knows that a pid came back on another process', () => {
  expect(isAlive({ pid: process.pid, born: String(birthOf(process.pid)) })).toBe(true)
  expect(isAlive({ pid: process.pid, born: 'another time' })).toBe(false)
})

it('waits for a record that is being written, not for one whose writer died', () => {
  fs.mkdirSync(path.dirname(file))
  fs.writeFileSync(file, '')
  expect(tryLock(file)).toEqual({ holder: null })
  const old = new Date(Date.now() - 60_000)
  fs.utimesSync(file, old, old)
  expect(tryLock(file)).toHaveProperty('tookOver', true)
})

it('lets work happen one after the other, also when it fails', async () => {
  let inside = 0
  const work = async (fails: boolean) => {
    inside += 1
    expect(inside).toBe(1)
    await new Promise((done) => setTimeout(done, 20))
    inside -= 1
    if (fails) throw new Error('of the work')
  }
  const all = await Promise.allSettled([false, true, false].map((fails) => withLock(file, () => work(fails))))
  expect(all.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})
