'use client'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { ask, Refusal, useCommand } from '@/lib/client'
import type { PassingPost } from '@/lib/features/posts/schema'
import { t } from '@/lib/platform/i18n/translate'
import { PassingPostBody } from './thread'

/** Another post of the person, by its address: shown first, then added to the case. */
export function AddPost({ caseId, version }: { caseId: string; version: number }) {
  const add = useCommand('posts.add')
  const [address, setAddress] = useState('')
  const [found, setFound] = useState<PassingPost | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [isBusy, setBusy] = useState(false)
  const find = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setRefusal(null)
    setFound(null)
    try {
      setFound(await ask('posts.find', { caseId, address }))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      setRefusal(error)
    } finally {
      setBusy(false)
    }
  }
  const take = async () => {
    if (!(await add.run({ caseId, version, address }))) return
    setAddress('')
    setFound(null)
  }
  return (
    <details className="mt-2">
      <summary className="rounded text-small text-accent underline underline-offset-2">{t('addPost.title')}</summary>
      <form onSubmit={(event) => void find(event)} className="mt-2 flex max-w-xl items-end gap-2">
        <TextField
          className="flex-1"
          label={t('addPost.label')}
          hint={t('addPost.hint')}
          dir="ltr"
          value={address}
          maxLength={2000}
          onChange={(event) => setAddress(event.target.value)}
        />
        <Button type="submit" isBusy={isBusy} className="mb-5">
          {t('addPost.find')}
        </Button>
      </form>
      {refusal && <RefusalNote refusal={refusal} />}
      {found && (
        <div className="mt-2 rounded border bg-sheet px-3 py-2">
          <PassingPostBody post={found} />
          <Button kind="main" className="mt-2" isBusy={add.isRunning} onClick={() => void take()}>
            {t('addPost.take')}
          </Button>
        </div>
      )}
      {add.refusal && <RefusalNote refusal={add.refusal} />}
    </details>
  )
}
