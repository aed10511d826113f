/** Backups, and what was saved or restored. */
export const backup = {
  'backup.notHere': 'It is not here now',
  'backup.same': 'Both are the same.',
  'backup.changes': 'What would change',
  'backup.add': 'Add',
  'backup.skip': 'Skip',
  'backup.replace': 'Replace',
  'backup.addCopy': 'Add a copy',
  'backup.title': 'Restore a backup',
  'backup.restore': 'Restore',
  'backup.damagedSecrets': 'The secrets in this backup are damaged. Everything else can be restored.',
  'backup.empty': 'There is no profile in this backup.',
  'backup.passphrase': 'Passphrase of the backup',
  'backup.passphraseHelp': 'Opens the secrets in it. Without one, everything else is restored.',
  'backup.settings': 'Restore the app’s settings as well',
  'backup.managed':
    '{count, plural, one {{names} is managed by an administrator of this computer and stays as it is.} other {{names} are managed by an administrator of this computer and stay as they are.}}',
  'backup.hasChanged': 'This copy has changed since. Close it to see what it has now.',
  'backup.damaged': 'Damaged',
  'backup.nothingRestored': 'Nothing was restored.',
  'backup.isHere': '“{name}” is here',
  'backup.changesOf': 'What would change of {name}',
  'backup.madeOn': '{file}, made {date}',
  'backup.broken': '“{name}” cannot be restored: {reason}',
  'backup.brokenUnknown': 'A profile cannot be restored: {reason}',
  'backup.exported': 'Exported as {path}.',
  'backup.exported.with':
    'Exported as {path}; {count, plural, one {its certificate, {files}, is} other {its certificates, {files}, are}} beside it.',
  'backup.saved':
    '{count, plural, one {# profile and the settings are} other {# profiles and the settings are}} saved in {path}.',
  'backup.saved.sealed':
    '{count, plural, one {# profile and the settings are} other {# profiles and the settings are}} saved in {path}. Its secrets open only with the passphrase.',
  'backup.restored': 'Restored: {count, plural, one {# profile} other {# profiles}}.',
  'backup.restored.both': 'Restored: {count, plural, one {# profile} other {# profiles}} and the settings.',
  'backup.restored.settings': 'Restored: the settings.',
} as const;
