'use client'
import '@/lib/platform/i18n/rooms/staff'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { roleWords } from '@/components/settings/role-words'
import { Button } from '@/components/ui/button'
import { Checkbox, Choices } from '@/components/ui/choice'
import { useCommand } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'

/** Roles that the owner gives; `moderator` is the instance's to give. */
const GIVEN = ['owner', 'legal', 'privacy', 'childSafety', 'lawyer', 'auditor'] as const
type Given = (typeof GIVEN)[number]

interface Props {
  personId: string
  acct: string
  roles: readonly string[]
}

/** Gives and takes roles: nothing happens before the button. */
export function RoleForm({ personId, acct, roles }: Props) {
  const set = useCommand('staff.setRoles')
  const had = GIVEN.filter((role) => roles.includes(role))
  const [wanted, setWanted] = useState<readonly Given[]>(had)
  const isSame = had.join() === GIVEN.filter((role) => wanted.includes(role)).join()
  const toggle = (role: Given, is: boolean) =>
    setWanted(is ? [...wanted, role] : wanted.filter((other) => other !== role))
  return (
    <details className="mt-3 border-t pt-2">
      <summary className="min-h-6 text-accent underline underline-offset-2 phone:py-2.5">
        {t('staff.change', { handle: `@${acct}` })}
      </summary>
      <form
        className="mt-2 flex flex-col items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          void set.run({ personId, roles: [...wanted] })
        }}
      >
        <Choices legend={t('staff.given', { handle: `@${acct}` })}>
          {GIVEN.map((role) => (
            <Checkbox
              key={role}
              label={roleWords([role])}
              hint={t(`staff.hint.${role}`)}
              checked={wanted.includes(role)}
              onChange={(event) => toggle(role, event.target.checked)}
            />
          ))}
        </Choices>
        <Button type="submit" isBusy={set.isRunning} why={isSame ? t('staff.same') : null}>
          {t(set.isRunning ? 'staff.saving' : 'staff.save')}
        </Button>
        {set.refusal && <RefusalNote refusal={set.refusal} />}
      </form>
    </details>
  )
}
