import { ExactTime } from '@/components/case/exact-time'
import { Chip } from '@/components/ui/chip'
import { Panel } from '@/components/ui/panel'
import { Cell, Row, Table } from '@/components/ui/table'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { roleWords } from './role-words'

type Overview = QueryOutput<'settings.overview'>

const HEAD = ['person', 'roles', 'roleThere', 'seen'] as const

/** Everybody who has signed in here, and what each may do. */
export function StaffPanel({ staff, youId }: { staff: Overview['staff']; youId: string }) {
  return (
    <Panel
      title={t('settings.staff')}
      end={<span className="text-small text-ink-2">{t('settings.staff.count', { n: staff.length })}</span>}
      className="wide:col-span-2"
    >
      <p className="mb-2 max-w-[68ch] text-ink-2">{t('settings.staff.text')}</p>
      <Table caption={t('settings.staff.list')} head={HEAD.map((column) => t(`settings.staff.${column}`))}>
        {staff.map((person) => (
          <Row key={person.id}>
            <Cell className="wrap-anywhere phone:basis-full">
              <span className="flex flex-wrap items-center gap-x-2">
                <bdi className="font-semibold">{person.name}</bdi>
                {person.id === youId && <Chip tone="accent">{t('settings.staff.you')}</Chip>}
              </span>
              <bdi dir="ltr" className="text-small text-ink-2">
                @{person.acct}
              </bdi>
            </Cell>
            <Cell>
              <Roles roles={person.roles} />
            </Cell>
            <Cell>{person.roleName || t('settings.staff.noRoleThere')}</Cell>
            <Cell className="whitespace-nowrap tabular-nums">
              {person.lastSeenAt ? <ExactTime at={person.lastSeenAt} /> : t('settings.staff.never')}
            </Cell>
          </Row>
        ))}
      </Table>
    </Panel>
  )
}

function Roles({ roles }: { roles: readonly string[] }) {
  if (roles.length === 0) return t('settings.staff.noRole')
  return (
    <span className="flex flex-wrap gap-1">
      {roleWords(roles).map((role) => (
        <Chip key={role}>{role}</Chip>
      ))}
    </span>
  )
}
