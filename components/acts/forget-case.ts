'use client'
import { keep } from '@/components/ui/use-kept'

/** Leaves nothing of a case in this tab: what was typed about it, and the note of what was done. */
export function forgetCase(caseId: string): void {
  for (const place of Object.keys(sessionStorage)) {
    const isAbout = place.includes(caseId) || sessionStorage.getItem(place)?.includes(caseId) === true
    if (place.startsWith('docket.') && isAbout) keep(place, null)
  }
}
