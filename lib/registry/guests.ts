import { comment } from '@/lib/features/counsel/commands'
import { list as comments, log } from '@/lib/features/counsel/queries'
import { accept, invite, reinvite, setEnd, signIn, takeBack } from '@/lib/features/guests/commands'
import { acceptOptions, invitation, list, signInOptions } from '@/lib/features/guests/queries'
import { enrol, remove, removeOf, touch } from '@/lib/features/passkeys/commands'
import { enrolOptions, list as passkeys, touchOptions } from '@/lib/features/passkeys/queries'
import { share, unshare } from '@/lib/features/room/commands'
import { list as room, one as roomCase } from '@/lib/features/room/queries'

/** Passkeys, guests, counsel's room and what counsel writes: this part of the registry. */
export const guests = {
  commands: {
    'counsel.comment': comment,
    'guests.invite': invite,
    'guests.reinvite': reinvite,
    'guests.setEnd': setEnd,
    'guests.takeBack': takeBack,
    'passkeys.enrol': enrol,
    'passkeys.remove': remove,
    'passkeys.removeOf': removeOf,
    'passkeys.touch': touch,
    'room.share': share,
    'room.unshare': unshare,
  },
  queries: {
    'counsel.list': comments,
    'counsel.log': log,
    'guests.acceptOptions': acceptOptions,
    'guests.invitation': invitation,
    'guests.list': list,
    'guests.signInOptions': signInOptions,
    'passkeys.enrolOptions': enrolOptions,
    'passkeys.list': passkeys,
    'passkeys.touchOptions': touchOptions,
    'room.case': roomCase,
    'room.list': room,
  },
  /** How a guest comes in: the answer is a cookie, so that no browser may call them as commands. */
  entrance: { acceptInvitation: accept, signInGuest: signIn },
} as const
