import { useSyncExternalStore } from 'react'

// As `phone` in globals.css: for words alone, which no style can change.
const PHONE = '(width < 44rem)'

export function usePhone(): boolean {
  return useSyncExternalStore(
    (tell) => {
      const query = window.matchMedia(PHONE)
      query.addEventListener('change', tell)
      return () => query.removeEventListener('change', tell)
    },
    () => window.matchMedia(PHONE).matches,
    () => false,
  )
}
