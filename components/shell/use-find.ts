'use client'
import { useEffect, useRef, useState } from 'react'
import { ask, Refusal } from '@/lib/client'
import type { FindView } from '@/lib/features/finding/schema'

const PAUSE_MS = 160

interface Finding {
  /** What was found for the text as it stands; null while nothing is known of it. */
  view: FindView | null
  isAsking: boolean
  refusal: Refusal | null
  /** Looks here, or also on the instance, at once. */
  look: (text: string, asks: boolean) => Promise<FindView | null>
}

/** What is here for a text, while it is typed; the instance is asked only through `look`. */
export function useFind(text: string, isOn: boolean): Finding {
  const turn = useRef(0)
  const started = useRef('')
  const [found, setFound] = useState<{ text: string; view: FindView } | null>(null)
  const [isAsking, setAsking] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const look = async (wanted: string, asks: boolean): Promise<FindView | null> => {
    const mine = (turn.current += 1)
    started.current = wanted
    setRefusal(null)
    setAsking(asks)
    try {
      const view = await ask('people.find', { text: wanted, asks })
      if (mine !== turn.current) return null
      setFound({ text: wanted, view })
      return view
    } catch (error) {
      if (mine === turn.current) setRefusal(error instanceof Refusal ? error : new Refusal('unknown', {}))
      return null
    } finally {
      if (mine === turn.current) setAsking(false)
    }
  }
  const latest = useRef(look)
  useEffect(() => {
    latest.current = look
  })
  useEffect(() => {
    if (!isOn || text.trim() === '') return undefined
    // Enter may have been faster: its answer must not be thrown away for this one.
    const look = () => started.current !== text && void latest.current(text, false)
    const timer = setTimeout(look, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, isOn])
  return { view: found?.text === text && text.trim() !== '' ? found.view : null, isAsking, refusal, look }
}
