import { ExactTime } from '@/components/case/exact-time'
import { roleWords } from '@/components/settings/role-words'
import { Chip } from '@/components/ui/chip'
import { OutsideLink } from '@/components/ui/outside-link'
import { Fact, Facts, Panel } from '@/components/ui/panel'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import type { PeopleView } from './people'
import { RemovePasskeys } from './remove-passkeys'
import { RoleForm } from './role-form'
import { Sessions } from './sessions'

type Person = PeopleView['people'][number]

/** One person of the team: what they may, why, how they are tied to the console, and for the owner what can be changed. */
export function StaffPerson({ person, view }: { person: Person; view: PeopleView }) {
  const { name, acct, isYou, isReader, lastSeenAt } = person
  return (
    <Panel
      title={
        <span className="flex flex-wrap items-center gap-x-2 text-row text-ink">
          <bdi>{name}</bdi>
          <bdi dir="ltr" className="font-normal text-ink-2">
            @{acct}
          </bdi>
        </span>
      }
      end={
        <span className="flex flex-wrap justify-end gap-1">
          {isYou && <Chip tone="accent">{t('settings.staff.you')}</Chip>}
          {isReader && <Chip>{t('staff.reads')}</Chip>}
        </span>
      }
    >
      <p className="flex flex-wrap items-center gap-1">
        {person.roles.length === 0 && <span className="text-ink-2">{t('staff.noRole')}</span>}
        {roleWords(person.roles).map((role) => (
          <Chip key={role}>{role}</Chip>
        ))}
      </p>
      <Why person={person} domain={view.domain} />
      <Facts className="mt-3">
        <Fact term={t('settings.staff.seen')}>
          {lastSeenAt ? <ExactTime at={lastSeenAt} /> : t('settings.staff.never')}
        </Fact>
        {view.canManage && (
          <Fact term={t('staff.passkeys.term')}>
            {person.passkeys > 0 ? t('staff.passkeys', { n: person.passkeys }) : t('staff.passkeys.none')}
          </Fact>
        )}
        <Fact term={t('staff.connection')}>
          <Connection person={person} origin={view.origin} />
        </Fact>
      </Facts>
      {view.canManage && (
        <>
          <RoleForm key={person.roles.join()} personId={person.id} acct={acct} roles={person.roles} />
          <Sessions person={person} />
          {person.passkeys > 0 && !isYou && <RemovePasskeys personId={person.id} acct={acct} />}
        </>
      )}
    </Panel>
  )
}

/** The sentence behind each role: the instance gives one, the owner the others. */
function Why({ person, domain }: { person: Person; domain: string }) {
  const given = person.roles.filter((role) => role !== 'moderator')
  return (
    <ul className="mt-2 ms-4 list-disc text-ink-2">
      <li>
        {person.roles.includes('moderator')
          ? t('staff.why.moderator', { role: person.roleName, domain })
          : t('staff.why.noModerator', { domain, role: person.roleName || t('settings.staff.noRoleThere') })}
      </li>
      {person.roles.includes('moderator') && !person.mastodon.some((right) => right === 'manage_users') && (
        <li>{t('staff.why.noUsers')}</li>
      )}
      {given.length > 0 && (
        <li>
          {person.given
            ? t('staff.why.given', { roles: roleWords(given).join(', '), who: giver(person.given.by) })
            : t('staff.why.first', { roles: roleWords(given).join(', ') })}
        </li>
      )}
    </ul>
  )
}

const giver = (by: string): string => (by === 'setup' ? t('staff.terminal') : `@${by}`)

function Connection({ person: { connection }, origin }: { person: Person; origin: string }) {
  const { state, outcome, at, readsOnly } = connection
  const words = t(messageFor('staff.connection', outcome ?? state, 'staff.connection.none'))
  const isDoubtful = outcome !== null && outcome !== 'revoked'
  return (
    <>
      <span className={isDoubtful ? 'text-warn' : undefined}>{readsOnly ? t('staff.readsOnly') : words}</span>
      {at && (
        <>
          {' '}
          <ExactTime at={at} />
        </>
      )}
      {isDoubtful && (
        <span className="block">
          <OutsideLink href={`${origin}/oauth/authorized_applications`}>{t('leaving.applications')}</OutsideLink>
        </span>
      )}
    </>
  )
}
