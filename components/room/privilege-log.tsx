import { ExactTime } from '@/components/case/exact-time'
import { BackLink } from '@/components/settings/back-link'
import { PageHead } from '@/components/ui/page-head'
import { Cell, Row, Table } from '@/components/ui/table'
import { exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { PrintButton } from './print-button'

type View = QueryOutput<'counsel.log'>
const HEAD = ['no', 'date', 'author', 'kind', 'saw', 'later'] as const

/** What is withheld as privileged, to print: everything but the words. */
export function PrivilegeLog({ view }: { view: View }) {
  const { caseId, number, domain, now, lines } = view
  return (
    <>
      <PageHead
        title={t('privilege.title', { number })}
        start={
          <span className="print:hidden">
            <BackLink href={`/room/${caseId}`} label={t('room.case', { number })} />
          </span>
        }
        note={<bdi>{t('privilege.of', { domain, at: exact(now) })}</bdi>}
      >
        {lines.length > 0 && <PrintButton />}
      </PageHead>
      <p className="max-w-[68ch] px-4 pb-3 text-ink-2">{t(lines.length > 0 ? 'privilege.text' : 'privilege.none')}</p>
      {lines.length > 0 && (
        <div className="px-4 pb-6">
          <Table caption={t('counsel.log')} head={HEAD.map((column) => t(`privilege.${column}`))}>
            {lines.map((line, place) => (
              <One key={line.id} line={line} number={place + 1} />
            ))}
          </Table>
        </div>
      )}
    </>
  )
}

function One({ line, number }: { line: View['lines'][number]; number: number }) {
  return (
    <Row>
      <Cell className="tabular-nums">{number}</Cell>
      <Cell>
        <ExactTime at={line.at} isToSecond />
      </Cell>
      <Cell className="wrap-anywhere">
        <bdi>{line.by}</bdi>
      </Cell>
      <Cell>{t(`counsel.kind.${line.kind}`)}</Cell>
      <Cell className="wrap-anywhere">
        {line.couldSee.map((name) => (
          <bdi key={name} className="block">
            {name}
          </bdi>
        ))}
      </Cell>
      <Cell className="wrap-anywhere">
        {line.later.map(({ name, at }) => (
          <span key={`${name} ${at}`} className="block">
            <bdi>{name}</bdi> <ExactTime at={at} />
          </span>
        ))}
      </Cell>
    </Row>
  )
}
