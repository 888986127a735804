import { agoIn } from '@/components/case/ago'
import { PersonLink } from '@/components/people/person-link'
import { Chip } from '@/components/ui/chip'
import { Fact, Facts, Panel } from '@/components/ui/panel'
import type { AccountMark, CaseView } from '@/lib/features/reports/schema'
import { day } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'

/** Who it is, in facts. */
export function Person({ view: { person, now } }: { view: Pick<CaseView, 'person' | 'now'> }) {
  return (
    <Panel
      title={t('person.title')}
      look="plain"
      end={<span className="text-small text-ink-2">{t('person.seen', { age: agoIn(person.seenAt, now) })}</span>}
    >
      <Facts>
        <Fact term={t('person.joined')}>
          {day(person.joinedAt)} · {t('person.posts', { n: person.postCount })}
        </Fact>
        <Fact term={t('person.followers')}>{t('person.number', { n: person.followerCount })}</Fact>
        <Fact term={t('person.about')}>
          {t('person.aboutBy', { about: person.reportsAbout, by: person.reportsBy })}
        </Fact>
        <Fact term={t('person.state')}>
          <Marks marks={person.marks} />
        </Fact>
        {person.roleName && (
          <Fact term={t('person.role')}>
            <bdi>{person.roleName}</bdi>
          </Fact>
        )}
      </Facts>
      <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-small">
        <PersonLink remoteId={person.remoteId} />
        <Outward
          href={person.url}
          label={t('person.profileLong', { handle: person.handle })}
          text={t('person.profile')}
        />
        <Outward
          href={person.adminUrl}
          label={t('person.adminLong', { handle: person.handle })}
          text={t('person.admin')}
        />
      </div>
    </Panel>
  )
}

const DANGER: readonly AccountMark[] = ['suspended']
const WARN: readonly AccountMark[] = ['limited', 'frozen', 'sensitive', 'pending']

export function Marks({ marks }: { marks: readonly AccountMark[] }) {
  if (marks.length === 0) return <>{t('mark.none')}</>
  return (
    <span className="inline-flex flex-wrap justify-end gap-1">
      {marks.map((mark) => (
        <Chip key={mark} tone={DANGER.includes(mark) ? 'danger' : WARN.includes(mark) ? 'warn' : 'plain'}>
          {t(`mark.${mark}`)}
        </Chip>
      ))}
    </span>
  )
}

function Outward({ href, label, text }: { href: string; label: string; text: string }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      aria-label={label}
      className="rounded text-accent underline underline-offset-2"
    >
      {text} <span aria-hidden>↗</span>
    </a>
  )
}
