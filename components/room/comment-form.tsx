'use client'
import '@/lib/platform/i18n/rooms/room'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { Select, TextArea } from '@/components/ui/field'
import { useCommand } from '@/lib/client'
import { COMMENT_KINDS, type CommentKind } from '@/lib/features/counsel/model'
import { t } from '@/lib/platform/i18n/translate'

/** A privileged comment. What was typed stays when it is refused. */
export function CommentForm({ caseId }: { caseId: string }) {
  const write = useCommand('counsel.comment')
  const [text, setText] = useState('')
  const [kind, setKind] = useState<CommentKind>('advice')
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() && (await write.run({ caseId, kind, text }))) setText('')
  }
  return (
    <form onSubmit={(event) => void send(event)} className="mt-3 flex flex-col items-start gap-2">
      <Select
        label={t('counsel.kind')}
        value={kind}
        onChange={(event) => setKind(COMMENT_KINDS.find((one) => one === event.target.value) ?? 'advice')}
      >
        {COMMENT_KINDS.map((one) => (
          <option key={one} value={one}>
            {t(`counsel.kind.${one}`)}
          </option>
        ))}
      </Select>
      <TextArea
        label={t('counsel.write')}
        rows={4}
        maxLength={20_000}
        className="w-full"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {write.refusal && <RefusalNote refusal={write.refusal} />}
      <Button type="submit" kind="main" isBusy={write.isRunning}>
        {t(write.isRunning ? 'counsel.sending' : 'counsel.send')}
      </Button>
    </form>
  )
}
