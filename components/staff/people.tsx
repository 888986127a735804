import { Refresher } from '@/components/shell/refresher'
import { BackLink } from '@/components/settings/back-link'
import { roleWords } from '@/components/settings/role-words'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { StaffPerson } from './staff-person'

export type PeopleView = QueryOutput<'staff.list'>

/** Who can do what here, and why; the owner gives and takes roles and ends sessions. */
export function People({ view }: { view: PeopleView }) {
  return (
    <>
      <Refresher />
      <PageHead
        title={t('staff.title')}
        start={<BackLink />}
        note={<bdi>{t('settings.staff.count', { n: view.people.length })}</bdi>}
      />
      <p className="max-w-[68ch] px-4 pb-3 text-ink-2">{t('staff.lead')}</p>
      <ul className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 px-4 pb-4 wide:grid-cols-2">
        {view.people.map((person) => (
          <li key={person.id}>
            <StaffPerson person={person} view={view} />
          </li>
        ))}
      </ul>
      <div className="px-4 pb-6">
        <Roles roles={view.roles} />
      </div>
    </>
  )
}

/** What each role allows, from the access table itself. */
function Roles({ roles }: Pick<PeopleView, 'roles'>) {
  return (
    <Panel title={t('staff.roles')}>
      <dl className="grid gap-x-4 gap-y-2 desk:grid-cols-[9rem_minmax(0,1fr)]">
        {roles.map(({ role, permissions }) => (
          <div key={role} className="contents">
            <dt className="font-semibold">{roleWords([role])}</dt>
            <dd className="mb-2 desk:mb-0">
              {permissions.map((one) => t(messageFor('may', one, 'may.unknown'))).join(' · ')}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
