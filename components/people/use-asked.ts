'use client'
import { useRef, useState } from 'react'
import { ask, Refusal } from '@/lib/client'
import type { QueryInput, QueryName, QueryOutput } from '@/lib/registry'

interface Asked<N extends QueryName> {
  run: (input: QueryInput<N>) => Promise<QueryOutput<N> | null>
  isRunning: boolean
  refusal: Refusal | null
  clear: () => void
}

/** A query that runs when somebody presses for it; one at a time. */
export function useAsked<N extends QueryName>(name: N): Asked<N> {
  const running = useRef(false)
  const [isRunning, setRunning] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const run = async (input: QueryInput<N>) => {
    if (running.current) return null
    running.current = true
    setRunning(true)
    setRefusal(null)
    try {
      return await ask(name, input)
    } catch (error) {
      setRefusal(error instanceof Refusal ? error : new Refusal('unknown', {}))
      return null
    } finally {
      running.current = false
      setRunning(false)
    }
  }
  return { run, isRunning, refusal, clear: () => setRefusal(null) }
}
