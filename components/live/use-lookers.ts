'use client'
import { useEffect, useState } from 'react'
import { ask, Refusal } from '@/lib/client'
import type { Looker } from '@/lib/features/leases/model'
import { useNews } from './news'

type Lookers = ReadonlyMap<string, Looker>

/** Several leases are taken and given back when somebody walks along the queue. */
const GATHER_MS = 200

/** Who looks at which of the cases on a list, besides oneself. */
export function useLookers(caseIds: readonly string[]): Lookers {
  const [lookers, setLookers] = useState<Lookers>(new Map())
  const [told, setTold] = useState(0)
  const shown = caseIds.slice(0, 100).join(' ')
  useNews(({ leases, isAll }) => {
    if (isAll || leases.some((id) => shown.includes(id))) setTold((times) => times + 1)
  })
  useEffect(() => {
    let isWanted = true
    const load = async () => {
      const found = await lookersOf(shown.split(' ').filter(Boolean))
      if (isWanted && found) setLookers(found)
    }
    const timer = setTimeout(() => void load(), told > 0 ? GATHER_MS : 0)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [shown, told])
  return lookers
}

/** Null where it cannot be had: the list stands without it, and the next news asks again. */
async function lookersOf(caseIds: string[]): Promise<Lookers | null> {
  try {
    const found = await ask('leases.list', { caseIds })
    return new Map(found.filter(({ isYou }) => !isYou).map((looker) => [looker.caseId, looker]))
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
