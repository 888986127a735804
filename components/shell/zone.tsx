'use client'
import { createContext, type ReactNode, useContext } from 'react'

const Zone = createContext('UTC')

/** In which zone whoever is signed in reads moments. Legal days keep the zone of their clock. */
export function ZoneProvider({ zone, children }: { zone: string; children: ReactNode }) {
  return <Zone value={zone}>{children}</Zone>
}

export const useZone = (): string => useContext(Zone)
