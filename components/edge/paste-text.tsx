'use client'
import '@/lib/platform/i18n/rooms/edge'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/platform/i18n/translate'

/** Lines of a configuration, to be copied whole. They do not wrap: a line that is cut in two means something else. */
export function PasteText({ label, text }: { label: string; text: string }) {
  const [copied, setCopied] = useState<'yes' | 'no' | null>(null)
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied('yes'),
      () => setCopied('no'),
    )
  return (
    <div className="my-1 min-w-0 rounded border bg-sunk">
      <div className="flex flex-wrap items-center justify-between gap-2 border-b px-2 py-1">
        <span className="text-small text-ink-2">{label}</span>
        <span className="flex items-center gap-2">
          <span role="status" className="text-small text-ink-2">
            {copied && t(copied === 'yes' ? 'edge.copied' : 'edge.copyFailed')}
          </span>
          <Button size="small" aria-label={t('edge.copyThis', { what: label })} onClick={() => void copy()}>
            {t('edge.copy')}
          </Button>
        </span>
      </div>
      {/* Reachable by keyboard because it may have to be scrolled. */}
      <pre
        dir="ltr"
        tabIndex={0}
        aria-label={label}
        role="region"
        className="max-h-72 overflow-auto px-2 py-1.5 font-mono text-small"
      >
        {text}
      </pre>
    </div>
  )
}
