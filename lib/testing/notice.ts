import { keepContact } from '@/lib/features/contacts/store'
import { newId } from '@/lib/platform/db/client'
import type { Reef } from './reef'

const DAY = 24 * 3600_000
export const RECEIVED = new Date('2026-12-01T14:30:00Z')
export const SENDER = {
  email: 'ada@harbour.example',
  phone: '+1 212 555 0100',
  address: '5 Pier Road\nNew York, NY 10001',
}
export const COUNTER = { name: 'Harl Marsh', address: '9 Quay Lane\nBath, ME 04530', phone: '+1 207 555 0177' }

/** A notice with everything that can become of an address, a counter-notice that misses two things, and an agent. */
export async function seedNotice(
  reef: Reef,
  { principal = 'Harbour Pictures LLC', hasAgent = true } = {},
): Promise<string> {
  const { db, instanceId } = reef
  const id = newId()
  const harl = reef.people.harl.id
  await db.case.create({
    data: { id, instanceId, kind: 'copyright', partyIds: [harl], openedAt: RECEIVED, ownerId: reef.kofi.id },
  })
  if (hasAgent)
    await db.designatedAgent.create({
      data: {
        id: newId(),
        instanceId,
        number: 1,
        reason: 'designation',
        provider: 'Reef Collective',
        providerAddress: '12 Harbour Street, Portland, ME 04101',
        names: ['Reef', 'reef.example', 'media.reef.example'],
        name: 'Nadia Okafor',
        address: '12 Harbour Street\nPortland, ME 04101',
        phone: '+1 207 555 0142',
        email: 'copyright@reef.example',
        registrationNumber: 'DMCA-1071234',
        registeredOn: '2024-03-14',
        zone: 'America/New_York',
        feeCents: 600,
        caseId: id,
        clockId: newId(),
        recordedAt: RECEIVED,
        recordedById: reef.ines.id,
      },
    })
  await db.notice.create({
    data: {
      caseId: id,
      state: 'valid',
      receivedAt: RECEIVED,
      recordedAt: RECEIVED,
      channel: 'mail',
      zone: 'America/New_York',
      senderName: 'Ada Reed',
      principal,
      ...SENDER,
      reason: 'It is about the name of a shop.',
      elements: {
        create: [
          { element: 'goodFaith', standing: 'there', quote: `I have a good faith belief. Call ${SENDER.phone}.` },
          { element: 'accuracy', standing: 'missing' },
          { element: 'signature', standing: 'notFound' },
          { element: 'work', standing: 'found', quote: 'my photograph' },
        ],
      },
      works: {
        create: [
          {
            id: newId(),
            number: 1,
            text: `“Ebb”, https://harbour.example/ebb/11354321098 (${SENDER.email}, 5 Pier Road)`,
          },
        ],
      },
      items: {
        create: [
          item(1, { state: 'disabled', lever: 'edgeBlock', disabledAt: RECEIVED, isLocal: true, accountId: harl }),
          item(2, { state: 'restored', disabledAt: RECEIVED, restoredAt: later(29), isLocal: true, accountId: harl }),
          item(3, { state: 'refused', why: 'a search, not a post' }),
          item(4, { state: 'remote', url: 'https://harbour.example/@gull/4', isLocal: false, accountId: reef.gull.id }),
          item(5, { state: 'waiting' }),
        ],
      },
      subscribers: { create: { accountId: harl } },
      counters: {
        create: {
          id: newId(),
          accountId: harl,
          receivedAt: later(13),
          recordedAt: later(13),
          channel: 'form',
          ...COUNTER,
          elements: { signature: true, material: true, belief: false, person: true, consent: false },
          text: 'The photograph is mine.\nI took it on 4 May 2020.',
          docket: '2:26-cv-00417',
          heldAt: later(20),
        },
      },
    },
  })
  await db.strikeEntry.create({
    data: {
      id: newId(),
      instanceId,
      accountId: harl,
      caseId: id,
      itemId: newId(),
      kind: 'counted',
      day: '2026-08-09',
      at: RECEIVED,
    },
  })
  await keepContact(
    db,
    { instanceId, remoteId: harl },
    { email: 'harl@inbox.example', isConfirmed: true, ips: [] },
    RECEIVED,
  )
  return id
}
const later = (days: number) => new Date(RECEIVED.getTime() + days * DAY)
const item = (number: number, more: object) => ({
  id: newId(),
  number,
  url: `https://reef.example/@harl/10${number}`,
  kind: 'post',
  ...more,
})
