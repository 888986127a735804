/** The vault and what is sealed in it. */
export const evidence = {
  'did.evidence.seal': 'sealed what was reported',
  'did.evidence.open': 'opened sealed evidence',
  'did.evidence.list': 'looked at the list of evidence',
  'vault.usage':
    'npm run vault -- check opens everything that is sealed and names what does not open.\n' +
    'npm run vault -- rotate wraps all keys by the DOCKET_VAULT_KEY of now; the one before has to stand in DOCKET_VAULT_KEY_FORMER.',
  'vault.rotated':
    '{keys, plural, =0 {Every key was wrapped by the key of now already.} one {# key is wrapped by the key of now.} other {# keys are wrapped by the key of now.}} The former one opens nothing here any more: take it out of the settings.',
  'vault.checked':
    '{sound, plural, one {# object opens} other {# objects open}} as sealed; {faults, plural, =0 {none does not.} one {# does not.} other {# do not.}}',
  'vault.fault':
    '{id} {fault, select, missing {is not where it was put} tampered {is not what was sealed} key {has a key that does not open} other {does not open}}',
  'vault.noKey': 'No key here opens the vault. Set DOCKET_VAULT_KEY, and the one before it as DOCKET_VAULT_KEY_FORMER.',
  'vault.elsewhere': 'The vault of this console does not lie here. Set DOCKET_VAULT to its folder.',
} as const
