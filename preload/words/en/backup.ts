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
  'backup.damaged': 'Damaged',
  'backup.nothingRestored': 'Nothing was restored.',
} as const;
