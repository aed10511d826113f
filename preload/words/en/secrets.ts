/** Passwords, passphrases and keys. */
export const secrets = {
  'secrets.keyStore': 'in this system’s key store',
  'secrets.forget': 'Forget it',
  'secrets.enter.passphrase': 'Enter the passphrase',
  'secrets.enter.psk': 'Enter the pre-shared key',
  'secrets.enter.proxy': 'Log in to the proxy',
  'secrets.enter.server': 'Log in to the server',
  'secrets.nothing': 'Nothing to enter',
  'secrets.nothing.text': 'This tunnel no longer waits for a password.',
  'secrets.userMissing': 'Enter the user name.',
  'secrets.remember': 'Remember it in this system’s key store',
  'secrets.psk': 'Pre-shared key',
  'secrets.proxyPassword': 'Password at the proxy',
  'secrets.serverPassword': 'Password at the server',
  'secrets.sealed': 'Kept by this system’s key store, never in the profile.',
  'secrets.inMemory': 'This system has no key store, so Adit keeps it in memory only and asks again after it was quit.',
} as const;
