/** The pre-shared key of a client's section (stunnel man page: PSKsecrets, PSKidentity, ciphers). */

import type { ImportNeed } from '../../../preload/import-preview.ts';
import { type Sentence, told } from '../../../preload/sentence.ts';
import type { Note, Profile } from '../../../preload/types.ts';
import { toSay } from '../../../preload/words/text.ts';
import type { OptionLine } from '../../conf/document.ts';
import { hasPlaceholder } from '../../conf/placeholder.ts';
import { type ConfService, lastOf } from '../../conf/services.ts';
import { cite, noteOn } from '../notes/note.ts';
import { withCommands } from './config-commands.ts';
import { isPath, placePath } from './place-path.ts';

export interface ReadKey {
  readonly fields: Pick<Profile, 'psk'>;
  readonly needs: readonly ImportNeed[];
  readonly notes: readonly Note[];
  /** No certificate is shown: whoever has the key is the right server, and without a key there is no connection. */
  readonly isProof: boolean;
}

/** How the server is trusted then, in words. */
export const KEY_IS_PROOF = toSay('value.trust.psk');

/** As long as a profile keeps one. */
const LONGEST_IDENTITY = 128;

/** `directory`: where relative paths begin; null when nobody knows. `verifies`: the section looks at certificates. */
export function readPreSharedKey(service: ConfService, directory: string | null, verifies: boolean): ReadKey {
  const secrets = lastOf(service, 'PSKsecrets');
  const line = lastOf(service, 'PSKidentity');
  const list = lastOf(withCommands(service), 'ciphers');
  const hasKey = (secrets !== null && secrets.meant !== '') || (line !== null && line.meant !== '');
  // A file that verifies certificates as well means to get one, and stunnel's own list lets it.
  const isProof = isOnlyKeys(list) || (hasKey && !isList(list) && !verifies);
  const identity = line !== null && line.meant !== '' && line.meant.length <= LONGEST_IDENTITY ? line.meant : null;
  const notes = line !== null && line.meant.length > LONGEST_IDENTITY ? [noteOn(line, toSay('note.identityLong'))] : [];
  const typed = (reason: Sentence): ReadKey => ({
    fields: identity === null ? {} : { psk: { kind: 'secret', identity } },
    needs: [{ kind: 'psk', required: isProof, reason, named: identity }],
    notes,
    isProof,
  });
  if (secrets === null || secrets.meant === '') {
    if (line !== null && identity !== null) {
      return typed(told('need.psk.noFile', { place: line.place }));
    }
    if (!isProof || list === null) return { fields: {}, needs: [], notes, isProof };
    return typed(told('need.psk.unsaid', { line: cite(list.raw.trim()), place: list.place }));
  }
  if (!isPath(secrets.meant)) {
    return typed(told('need.psk.placeholder', { text: cite(secrets.meant), place: secrets.place }));
  }
  const path = placePath(secrets.meant, directory);
  return { fields: { psk: { kind: 'file', path, identity } }, needs: [], notes, isProof };
}

/** Whether the section chooses ciphers itself; otherwise a tunnel with a key offers those with a key only. */
const isList = (line: OptionLine | null): line is OptionLine =>
  line !== null && line.meant !== '' && !hasPlaceholder(line.meant);

/** Whether each of the ciphers that the list lets in takes a pre-shared key (ciphers(1)). */
function isOnlyKeys(line: OptionLine | null): boolean {
  if (!isList(line)) return false;
  const added = line.meant.split(/[:, ]+/).filter((word) => word !== '' && !/^[!\-+@]/.test(word));
  return (
    added.length > 0 && added.every((word) => /(?:^|[-+])(?:[ak]?PSK|k(?:RSA|ECDHE|DHE)PSK)(?:[-+]|$)/i.test(word))
  );
}
