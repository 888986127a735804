import type { Tx } from '@/lib/platform/db/client'
import { rewrap, type VaultTx } from '@/lib/platform/vault/objects'

/**
 * The stop: whatever was sealed of the person's cases, and of the stopped one everything that is not privileged, opens for the
 * child-safety class only from now on. Keys are wrapped anew; nothing is copied, nothing is destroyed. Counts.
 */
export async function sealAway(
  tx: VaultTx & Pick<Tx, 'case'>,
  { id, instanceId, subjectId }: { id: string; instanceId: string; subjectId: string | null },
): Promise<number> {
  const others = subjectId ? await tx.case.findMany({ where: { instanceId, subjectId }, select: { id: true } }) : []
  const rows = await tx.vaultObject.findMany({
    where: {
      destroyedAt: null,
      OR: [
        { caseId: id, class: { in: ['ordinary', 'quarantine'] } },
        // Their files: nobody has said what these are.
        { caseId: { in: others.map((row) => row.id) }, class: 'quarantine' },
      ],
    },
    select: { id: true },
  })
  await rewrap(
    tx,
    rows.map((row) => row.id),
    'childSafety',
  )
  return rows.length
}
