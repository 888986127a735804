'use client'
import Link from 'next/link'
import { useState } from 'react'
import { Marks } from '@/components/reports/person'
import { Button } from '@/components/ui/button'
import { isolate } from '@/components/ui/isolate'
import { OutsideLink } from '@/components/ui/outside-link'
import type { RelatedGroup, RelatedView, Relation } from '@/lib/features/contacts/schema'
import { t } from '@/lib/platform/i18n/translate'
import { Refused } from './refused'
import { useAsked } from './use-asked'

const WAYS = [
  { by: 'ip', label: 'people.sameIp' },
  { by: 'mailDomain', label: 'people.sameMailDomain' },
] as const

/** Accounts that share an IP or the domain of the e-mail, when somebody asks: a row of the log too. */
export function Related({ accountId }: { accountId: string }) {
  const { run, isRunning, refusal } = useAsked('people.related')
  const [found, setFound] = useState<readonly RelatedView[]>([])
  const [asked, setAsked] = useState<Relation | null>(null)
  const look = async (by: Relation) => {
    setAsked(by)
    const view = await run({ accountId, by })
    // The answer to the other question stays beside it.
    if (view) setFound((before) => [...before.filter((other) => other.by !== by), view])
  }
  return (
    <div className="mt-1.5">
      <div className="flex flex-wrap gap-1.5">
        {WAYS.map(({ by, label }) => (
          <Button
            key={by}
            size="small"
            aria-pressed={found.some((view) => view.by === by)}
            isBusy={isRunning && asked === by}
            onClick={() => void look(by)}
          >
            {t(label)}
          </Button>
        ))}
      </div>
      <Refused refusal={refusal} />
      <div aria-live="polite">
        {WAYS.map(({ by, label }) => (
          <Answer key={by} label={t(label)} view={found.find((view) => view.by === by)} />
        ))}
      </div>
    </div>
  )
}

function Answer({ label, view }: { label: string; view: RelatedView | undefined }) {
  if (!view) return null
  if (view.groups.length === 0) {
    return (
      <p className="mt-2 text-ink-2">
        {label}: {t('people.sameNothing')}
      </p>
    )
  }
  return view.groups.map((group) => <Group key={group.what} group={group} />)
}

function Group({ group: { what, people, isMore, url } }: { group: RelatedGroup }) {
  return (
    <section className="mt-2">
      <h3 className="text-small text-ink-2">
        {t(isMore ? 'people.sameFoundMany' : 'people.sameFound', { n: people.length, what: isolate(what) })}
      </h3>
      <ul>
        {people.map((person) => (
          <li key={person.remoteId} className="flex items-baseline gap-2 py-0.5">
            <Link
              href={`/people/${person.remoteId}`}
              prefetch={false}
              className="min-w-0 flex-1 truncate rounded text-accent underline underline-offset-2"
            >
              <bdi dir="ltr">{person.handle}</bdi>
            </Link>
            {person.marks.length > 0 && <Marks marks={person.marks} />}
          </li>
        ))}
      </ul>
      {isMore && (
        <p className="text-small">
          <OutsideLink href={url}>{t('people.sameMore')}</OutsideLink>
        </p>
      )}
    </section>
  )
}
