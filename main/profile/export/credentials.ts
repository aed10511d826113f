/** What a client shows its server, as stunnel's options. Files are named where they are; secrets are never written. */
import type { Profile } from '../../../preload/types.ts';
import { isWritable, writeComment, writeOption } from '../../conf/write.ts';
import type { Lines } from './lines.ts';
import { notWritten } from './lines.ts';

export function writeCredentials({ identity, psk }: Profile): Lines {
  return [...(identity === undefined ? [] : writeIdentity(identity)), ...(psk === undefined ? [] : writePsk(psk))];
}

function writeIdentity(identity: NonNullable<Profile['identity']>): Lines {
  const asked = writeComment('When the key has a passphrase, stunnel asks for it at its start.');
  if (identity.kind === 'pkcs12') return [...asked, ...writePath('cert', identity.path)];
  const { certificate, key } = identity;
  return [...asked, ...writePath('cert', certificate), ...(key === certificate ? [] : writePath('key', key))];
}

function writePsk(psk: NonNullable<Profile['psk']>): Lines {
  const identity = psk.identity === null ? [] : writeText('PSKidentity', psk.identity);
  if (psk.kind === 'file') return [...writePath('PSKsecrets', psk.path), ...identity];
  return [
    ...writeComment(
      'The pre-shared key is a secret and is not exported. Put one line, IDENTITY:KEY, into a file that only you can read, and name the file here:',
    ),
    '; PSKsecrets =',
    ...identity,
  ];
}

const writeText = (option: string, text: string): Lines =>
  isWritable(text) && text !== '' ? [writeOption(option, text)] : notWritten(option, text);

const writePath = writeText;
