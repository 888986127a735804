'use client'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { whyNot } from '@/components/people/words'
import { cx } from '@/components/ui/cx'
import { Kbd } from '@/components/ui/kbd'
import { useKeys } from '@/components/ui/use-keys'
import type { FindView } from '@/lib/features/finding/schema'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import { FindList, optionId } from './find-list'
import { nextFor, type Option, optionsFor } from './find-options'
import { useFind } from './use-find'
import { usePhone } from './use-phone'

/** The one text box of the console: finds people, cases and reports; plain words narrow the queue and keep its filters. */
export function Find() {
  const box = useRef<HTMLInputElement>(null)
  const isPhone = usePhone()
  const list = useId()
  const router = useRouter()
  const path = usePathname()
  const search = useSearchParams()
  const inAddress = path === '/reports' ? (search.get('text') ?? '') : ''
  const [typed, setTyped] = useState({ text: inAddress, at: path + inAddress })
  // The address may change under the box: a link took the words away, or led elsewhere.
  const text = typed.at === path + inAddress ? typed.text : inAddress
  const [isOpen, setOpen] = useState(false)
  const [active, setActive] = useState<string | null>(null)
  const { view, isAsking, refusal, look } = useFind(text, isOpen)
  const options = optionsFor(view)
  const isShown = isOpen && text.trim() !== ''
  useFocusKeys(() => {
    box.current?.focus()
    box.current?.select()
  })
  const leave = () => {
    setOpen(false)
    setActive(null)
    box.current?.blur()
  }
  const go = (href: string) => {
    leave()
    setTyped({ text: '', at: path + inAddress })
    router.push(href)
  }
  const narrow = () => {
    const next = new URLSearchParams(path === '/reports' ? search.toString() : '')
    next.delete('after')
    next.set('text', text.trim())
    if (!next.get('text')) next.delete('text')
    leave()
    router.push(`/reports${next.size > 0 ? `?${next}` : ''}`)
  }
  const follow = async (found: FindView | null) => {
    const next = found ? nextFor(found) : 'list'
    if (next === 'queue') narrow()
    else if (next === 'ask') await follow(await look(text, true))
    else if (next !== 'list') go(next.go)
  }
  const choose = (option: Option) => {
    if (option.is === 'found') go(option.row.href)
    else if (option.is === 'queue') narrow()
    else if (option.is === 'cases') go(`/search?${new URLSearchParams({ text: text.trim() })}`)
    else void look(text, true).then((found) => setActive(found?.rows[0]?.id ?? null))
  }
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const chosen = options.find((option) => option.id === active)
    if (chosen) return choose(chosen)
    if (text.trim() === '') return narrow()
    setOpen(true)
    await follow(view ?? (await look(text, false)))
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && isShown && options.length > 0) {
      event.preventDefault()
      const place = options.findIndex((option) => option.id === active)
      const next = place < 0 && step < 0 ? options.length - 1 : (place + step + options.length) % options.length
      setActive(options[next]?.id ?? null)
    }
    if (event.key === 'Escape') {
      event.preventDefault()
      if (isShown) setOpen(false)
      else leave()
    }
  }
  return (
    <form
      role="search"
      action="/reports"
      onSubmit={(event) => void send(event)}
      onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || setOpen(false)}
      className="relative min-w-0 flex-[0_1_26.25rem] phone:flex-1"
    >
      <input
        ref={box}
        name="text"
        type="search"
        role="combobox"
        aria-expanded={isShown}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={isShown && active ? optionId(list, active) : undefined}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={500}
        value={text}
        // What is typed finds its own direction; the words that ask for it keep the page's.
        dir={text ? 'auto' : undefined}
        aria-label={t('find.label')}
        placeholder={t(isPhone ? 'find.placeholderShort' : 'find.placeholder')}
        onChange={(event) => {
          setTyped({ text: event.target.value, at: path + inAddress })
          setActive(null)
          setOpen(true)
        }}
        onKeyDown={press}
        className={cx(
          'h-8 w-full rounded border border-line-strong bg-sheet ps-2.5 text-row text-ellipsis placeholder:text-ink-2 phone:h-9 phone:pe-2',
          // Room for the key, and none once it makes way for the browser's cross.
          text ? 'pe-2' : 'pe-8',
        )}
      />
      <span aria-hidden className="pointer-events-none absolute inset-e-2 top-1.5">
        {!text && <Kbd>/</Kbd>}
      </span>
      <div
        hidden={!isShown}
        className="absolute inset-s-0 top-full z-40 mt-1 max-h-[70dvh] w-[min(34rem,calc(100vw-2rem))] overflow-auto rounded-lg border border-line-strong bg-sheet py-1 phone:fixed phone:inset-x-2 phone:top-(--bar) phone:w-auto"
      >
        {view && (
          <FindList
            id={list}
            options={options}
            active={active}
            text={text}
            view={view}
            onPoint={setActive}
            onChoose={choose}
          />
        )}
        <p role="status" className="foreign px-3 py-1 text-small text-ink-2 empty:hidden">
          {isAsking && view ? t('find.asking', { domain: view.domain }) : (refusal?.message ?? sentenceFor(view))}
        </p>
      </div>
    </form>
  )
}

function sentenceFor(view: FindView | null): string {
  if (!view) return ''
  const { rows, off, failure, isAsked, isMore, mayAsk, kind, domain } = view
  if (off) return t(messageFor('off', off, 'off.unknown'), { code: off })
  if (failure) return t('find.failed', { domain, why: whyNot(failure) })
  if (rows.length === 0 && isAsked) return t('find.nothing', { domain })
  if (rows.length === 0) return mayAsk && (kind === 'email' || kind === 'ip') ? '' : t('find.nothingHere')
  return isMore ? t('find.more') : t('find.count', { n: rows.length })
}

/** `/`, or Ctrl K as elsewhere: also from within a field. */
function useFocusKeys(focus: () => void): void {
  useKeys({ '/': focus })
  const latest = useRef(focus)
  useEffect(() => {
    latest.current = focus
  })
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      const isIt =
        (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k'
      if (!isIt || document.querySelector('dialog[open]')) return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}
