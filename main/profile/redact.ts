/** Notes keep lines of imported files as they were; what leaves this computer must not hold the secrets in them. */
import type { Note } from '../../preload/types.ts';

/** Options whose value is a secret or may hold one (a proxy's header, a token's PIN). */
const secretOptions =
  /^(\s*(?:protocolPassword|protocolHeader|ticketKeySecret|ticketMacSecret|engineCtrl|providerParameter|setEnv|execArgs)\s*=).*$/gim;
const keyMaterial = /-----BEGIN [^-]*PRIVATE KEY-----[\s\S]*?(?:-----END [^-]*PRIVATE KEY-----|$)/g;

/** The note without the values of options that hold secrets. */
export function withoutSecrets(note: Note): Note {
  return {
    ...note,
    text: note.text.replace(secretOptions, '$1 (left out)').replace(keyMaterial, '(a private key, left out)'),
  };
}
