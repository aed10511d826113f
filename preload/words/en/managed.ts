/** What an administrator has decided for this computer. */
export const managed = {
  'managed.title': 'Managed by an administrator of this computer',
  'managed.settings': 'These settings stay as they are: {names}.',
  'managed.verification': 'Every server must be verified: a tunnel whose profile verifies none stays off.',
  'managed.profiles':
    '{count, plural, one {One server is here for everybody.} other {# servers are here for everybody.}}',
  'managed.profile': 'managed by an administrator',
  'managed.locked': 'An administrator of this computer has decided this.',
  'managed.checkOthers': 'Checks that ask other hosts',
} as const;
