import { agoIn } from '@/components/case/ago'
import { Marks } from '@/components/reports/person'
import { OutsideLink } from '@/components/ui/outside-link'
import { Fact, Facts, Panel } from '@/components/ui/panel'
import type { PersonView } from '@/lib/features/people/schema'
import { day } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'

/** Who it is, in facts; and in their own words, if they were asked when they joined. */
export function PersonFacts({ view: { person, now } }: { view: Pick<PersonView, 'person' | 'now'> }) {
  return (
    <Panel
      title={t('people.facts')}
      look="plain"
      end={<span className="text-small text-ink-2">{t('person.seen', { age: agoIn(person.seenAt, now) })}</span>}
    >
      <Facts>
        <Fact term={t('person.state')}>
          <Marks marks={person.marks} />
        </Fact>
        <Fact term={t('person.joined')}>
          {day(person.joinedAt)} · {t('person.posts', { n: person.postCount })}
        </Fact>
        <Fact term={t('person.followers')}>{t('person.number', { n: person.followerCount })}</Fact>
        {person.locale && <Fact term={t('people.language')}>{languageOf(person.locale)}</Fact>}
        {person.roleName && (
          <Fact term={t('person.role')}>
            <bdi>{person.roleName}</bdi>
          </Fact>
        )}
      </Facts>
      {person.inviteReason && (
        <figure className="mt-2">
          <figcaption className="text-small text-ink-2">{t('people.reason')}</figcaption>
          <blockquote
            dir="auto"
            className="max-h-40 overflow-auto border-s-2 ps-2 text-said wrap-anywhere whitespace-pre-line"
            tabIndex={0}
          >
            {person.inviteReason}
          </blockquote>
        </figure>
      )}
      {person.url && (
        <p className="mt-2 text-small">
          <OutsideLink href={person.url}>{t('person.profile')}</OutsideLink>
        </p>
      )}
    </Panel>
  )
}

function languageOf(locale: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(locale) ?? locale
  } catch {
    return locale
  }
}
