/** People and roles, and leaving. */
export const staff = {
  'did.staff.list': 'asked for people and roles',
  'did.staff.endSessionsOf': 'ended sessions of somebody',
  'did.staff.makeOwner': 'made somebody owner from the terminal',
  'did.staff.disconnect': 'disconnected their account',
  'did.cases.letGo': 'gave the case out of hand when leaving',
  'error.staff.unknownPerson':
    'Nobody called {handle} has signed in to this console. {known, select, none {Nobody has signed in yet.} other {These have: {known}.}} Let them sign in once, then try again.',
  'failure.left': 'whoever asked for it has left',
  'leaving.note':
    '{who} has left and hands this over.{acts, select, none {} other { Asked for and not sent: {acts}. Decide anew.}}',
  'leaving.someAct': 'an act',
  'owner.usage': 'Name the account that shall own this console: npm run owner -- @handle',
  'owner.done': '{handle} of {domain} is owner of this console now. The log says that it was done from the terminal.',
  'owner.wasOwner': '{handle} of {domain} was owner already.',
} as const
