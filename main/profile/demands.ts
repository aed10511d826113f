/** What a server asks of its clients that Adit cannot give yet. */
import type { Note } from '../../preload/types.ts';
import { hasPlaceholder } from '../conf/placeholder.ts';
import type { ConfService } from '../conf/services.ts';
import { allOf, lastOf } from '../conf/services.ts';
import { cite, noteOn } from './note.ts';
import { verificationOf } from './trust-options.ts';

/** Dialects that a server speaks with its clients before TLS starts; its client must speak the same. */
const dialects: ReadonlySet<string> = new Set(['smtp', 'pop3', 'imap', 'pgsql', 'cifs', 'connect', 'capwin']);

export function noteDemands(service: ConfService): Note[] {
  return [...noteCertificate(service), ...notePsk(service), ...noteProtocol(service), ...noteRedirect(service)];
}

function noteCertificate(service: ConfService): Note[] {
  const { chain, peer } = verificationOf(service);
  const level = Number(lastOf(service, 'verify')?.meant ?? '0');
  const required = lastOf(service, 'requireCert')?.meant.toLowerCase() === 'yes';
  // `verify = 1` verifies a certificate when there is one; everything else insists on it.
  if (!required && !peer && !(chain && level !== 1)) return [];
  const line = service.options.findLast(({ canonical }) =>
    ['requireCert', 'verify', 'verifyChain', 'verifyPeer'].includes(canonical ?? ''),
  );
  return line === undefined
    ? []
    : [
        noteOn(
          line,
          'This server asks for a client certificate, which Adit cannot send yet. It will refuse the connection.',
        ),
      ];
}

function notePsk(service: ConfService): Note[] {
  const line = lastOf(service, 'PSKsecrets');
  if (line === null) return [];
  return [
    noteOn(
      line,
      lastOf(service, 'cert') === null
        ? 'This server asks for a pre-shared key, which Adit cannot send yet. It will refuse the connection.'
        : 'This server accepts a pre-shared key as well. Adit cannot send one yet and uses the certificate.',
    ),
  ];
}

function noteProtocol(service: ConfService): Note[] {
  const line = lastOf(service, 'protocol');
  if (line === null) return [];
  const protocol = line.meant.toLowerCase();
  if (protocol === 'proxy') return [noteOn(line, 'This concerns the server only.')];
  if (protocol === 'socks') {
    return [noteOn(line, 'The server is a SOCKS proxy: use the local port as a SOCKS proxy in your programs.')];
  }
  if (hasPlaceholder(protocol)) return [noteOn(line, 'What the server speaks before TLS starts is a placeholder.')];
  return [
    noteOn(
      line,
      dialects.has(protocol)
        ? `This server speaks ${cite(protocol)} before TLS starts, which Adit cannot do yet. The connection will fail.`
        : `Adit does not know what “${cite(line.meant)}” is. The connection may fail.`,
    ),
  ];
}

function noteRedirect(service: ConfService): Note[] {
  return allOf(service, 'redirect').map((line) =>
    noteOn(line, 'Clients that the server does not accept are passed on to another place without being told.'),
  );
}
