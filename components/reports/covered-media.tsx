'use client'
import { type PointerEvent, useEffect, useRef } from 'react'
import { cx } from '@/components/ui/cx'
import { isolate } from '@/components/ui/isolate'
import { Kbd } from '@/components/ui/kbd'
import { isTyping } from '@/components/ui/use-keys'
import type { MediaView } from '@/lib/features/reports/schema'
import { t } from '@/lib/platform/i18n/translate'
import { type Cover, useMedia } from './use-media'

/** A press longer than this was holding: letting go covers again. A shorter one leaves it open until the next press. */
const HOLD_MS = 400

/** A medium behind its cover: it says what it is; holding or pressing shows it, and every look is recorded. */
export function CoveredMedia({ media, caseId }: { media: MediaView; caseId: string }) {
  const box = useRef<HTMLButtonElement>(null)
  const press = useRef<{ at: number; wasOpen: boolean } | null>(null)
  const { cover, show, hide } = useMedia(media.id, caseId)
  const isOpen = cover.is === 'shown' || cover.is === 'fetching'
  useHoldKey(box, () => void show(), hide)
  if (!media.isAvailable) {
    return <li className={cx(BOX, 'border-line text-ink-2')}>{t('media.gone', { kind: t(`media.${media.type}`) })}</li>
  }
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return
    press.current = { at: event.timeStamp, wasOpen: isOpen }
    if (!isOpen) void show()
  }
  const up = (event: PointerEvent) => {
    const was = press.current
    press.current = null
    if (was && (was.wasOpen || event.timeStamp - was.at > HOLD_MS)) hide()
  }
  return (
    <li className={cx('max-w-full', cover.is === 'shown' && 'basis-full')}>
      {cover.is === 'shown' && <Shown media={media} url={cover.url} />}
      <button
        ref={box}
        type="button"
        data-cover={media.id}
        aria-expanded={isOpen}
        onPointerDown={down}
        onPointerUp={up}
        onPointerCancel={hide}
        onContextMenu={(event) => event.preventDefault()}
        // The pointer was dealt with above; a click without one comes from the keyboard or a screen reader.
        onClick={(event) => event.detail === 0 && (isOpen ? hide() : void show())}
        className={cx(
          BOX,
          'touch-none border-line-strong text-ink-2 hover:border-accent hover:text-ink',
          cover.is === 'shown' && 'h-9! w-auto! min-w-40',
        )}
      >
        <Words media={media} cover={cover} />
      </button>
    </li>
  )
}

const BOX =
  'flex h-[4.75rem] w-52 max-w-full flex-col items-center justify-center gap-0.5 rounded border border-dashed bg-sunk px-2 text-center text-small select-none'

function Words({ media, cover }: { media: MediaView; cover: Cover }) {
  if (cover.is === 'shown') return <span>{t('media.cover')}</span>
  if (cover.is === 'fetching') return <span aria-live="polite">{t('media.fetching')}</span>
  const size = media.width && media.height ? t('media.size', { width: media.width, height: media.height }) : null
  return (
    <>
      <span className="font-medium">{t('media.covered', { kind: t(`media.${media.type}`) })}</span>
      <span className="flex w-full justify-center gap-1.5">
        {size && (
          <span dir="ltr" className="flex-none tabular-nums">
            {size}
          </span>
        )}
        <span dir="auto" className="min-w-0 truncate" title={media.description ?? undefined}>
          {media.description ? t('media.alt', { text: isolate(media.description) }) : t('media.noAlt')}
        </span>
      </span>
      {cover.is === 'failed' ? (
        <span role="alert" className="line-clamp-2 font-medium text-danger">
          {t('media.failed', { why: cover.why })}
        </span>
      ) : (
        <span className="flex items-center gap-1">
          <Kbd>v</Kbd>
          <span className="phone:hidden">{t('media.showKey')}</span>
          <span className="desk:hidden">{t('media.show')}</span>
        </span>
      )}
    </>
  )
}

function Shown({ media, url }: { media: MediaView; url: string }) {
  const alt = media.description ?? t('media.noAlt')
  const look = 'mb-1 max-h-[22rem] max-w-full rounded border'
  if (media.type === 'video' || media.type === 'gifv') {
    return (
      <video
        src={url}
        controls
        autoPlay={media.type === 'gifv'}
        loop={media.type === 'gifv'}
        muted
        aria-label={alt}
        className={look}
      />
    )
  }
  if (media.type === 'audio') return <audio src={url} controls aria-label={alt} className="mb-1 max-w-full" />
  // Not next/image: it would keep copies.
  return <img src={url} alt={alt} draggable={false} className={look} />
}

/** Holding v shows the medium that has the focus, or the first of the page; letting go covers it. */
function useHoldKey(box: React.RefObject<HTMLElement | null>, show: () => void, hide: () => void): void {
  const latest = useRef({ show, hide })
  useEffect(() => {
    latest.current = { show, hide }
  })
  useEffect(() => {
    let isHeld = false
    const down = (event: KeyboardEvent) => {
      if (event.key !== 'v' || event.repeat || isTyping(event) || box.current !== mediaMeant()) return
      isHeld = true
      latest.current.show()
    }
    const up = (event: KeyboardEvent) => {
      if (!isHeld || event.key.toLowerCase() !== 'v') return
      isHeld = false
      latest.current.hide()
    }
    document.addEventListener('keydown', down)
    document.addEventListener('keyup', up)
    return () => {
      document.removeEventListener('keydown', down)
      document.removeEventListener('keyup', up)
    }
  }, [box])
}

const mediaMeant = (): Element | null =>
  document.activeElement?.closest('[data-cover]') ?? document.querySelector('[data-cover]')
