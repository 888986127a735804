'use client'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { type FormEvent, useRef } from 'react'
import { Kbd } from '@/components/ui/kbd'
import { useKeys } from '@/components/ui/use-keys'
import { t } from '@/lib/platform/i18n/translate'

/** The one text box of the console. It narrows the queue and keeps the filters that stand in the address. */
export function Find() {
  const box = useRef<HTMLInputElement>(null)
  const router = useRouter()
  const path = usePathname()
  const search = useSearchParams()
  const text = path === '/reports' ? (search.get('text') ?? '') : ''
  useKeys({ '/': () => box.current?.select() })
  const send = (event: FormEvent) => {
    event.preventDefault()
    const next = new URLSearchParams(path === '/reports' ? search.toString() : '')
    next.delete('after')
    next.set('text', box.current?.value.trim() ?? '')
    if (!next.get('text')) next.delete('text')
    box.current?.blur()
    router.push(`/reports${next.size > 0 ? `?${next}` : ''}`)
  }
  return (
    <form role="search" action="/reports" onSubmit={send} className="relative min-w-0 flex-[0_1_26.25rem] phone:flex-1">
      <input
        ref={box}
        // The address may change under the box: a link took the words away.
        key={text}
        name="text"
        type="search"
        maxLength={200}
        defaultValue={text}
        aria-label={t('shell.findLabel')}
        placeholder={t('shell.find')}
        onKeyDown={(event) => event.key === 'Escape' && box.current?.blur()}
        className="h-8 w-full rounded border border-line-strong bg-sheet ps-2.5 pe-8 text-row placeholder:text-ink-2 placeholder:text-ellipsis phone:h-9"
      />
      <span aria-hidden className="pointer-events-none absolute inset-e-2 top-1.5">
        {!text && <Kbd>/</Kbd>}
      </span>
    </form>
  )
}
