'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ask, Refusal } from '@/lib/client'
import type { ProbeView } from '@/lib/features/instances/schema'
import { isCodeGone } from './set-up-words'

interface Looking {
  state: 'idle' | 'looking' | 'found' | 'refused'
  found: ProbeView | null
  refusal: Refusal | null
}
const IDLE: Looking = { state: 'idle', found: null, refusal: null }

/** What stands at an address, asked once at a time. An answer that was overtaken by another question is dropped. */
export function useProbe(name: 'instance.probe' | 'instance.probeNext') {
  const router = useRouter()
  const [looking, setLooking] = useState(IDLE)
  const look = async (address: string, confirmsPrivate: boolean) => {
    if (looking.state === 'looking') return
    setLooking({ ...IDLE, state: 'looking' })
    try {
      setLooking({ ...IDLE, state: 'found', found: await ask(name, { address, confirmsPrivate }) })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      setLooking({ ...IDLE, state: 'refused', refusal: error })
      // The page then asks for the code again; what was typed stays.
      if (isCodeGone(error)) router.refresh()
    }
  }
  return { ...looking, look, clear: () => setLooking(IDLE) }
}
