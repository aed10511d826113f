/** What a server asks of its clients: a certificate, a pre-shared key, a dialect before TLS starts. */

import type { ImportNeed } from '../../../preload/import-preview.ts';
import { quoted, told } from '../../../preload/sentence.ts';
import type { Note, Profile } from '../../../preload/types.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import type { OptionLine } from '../../conf/document.ts';
import { hasPlaceholder } from '../../conf/placeholder.ts';
import { allOf, type ConfService, lastOf } from '../../conf/services.ts';
import { isCapWin, readNegotiation } from '../../conf/values/negotiation.ts';
import { readFlag } from '../../conf/values/words.ts';
import { cite, noteOn } from '../notes/note.ts';
import { settingsMeant } from '../options/settings.ts';
import { noteUnread, type Verification, verificationOf } from '../options/verification.ts';

export interface Demands {
  /** For the person: what to provide. */
  readonly needs: readonly ImportNeed[];
  /** What a client has to say because the server listens for it. */
  readonly fields: Pick<Profile, 'negotiation'>;
  readonly notes: readonly Note[];
}

/** Of a server's section. */
export function readDemands(service: ConfService): Demands {
  const dialect = readDialect(service);
  const verification = verificationOf(service);
  return {
    needs: [...needCertificate(service, verification), ...needKey(service)],
    fields: dialect.fields,
    notes: [...noteUnread(verification, 'server'), ...notePsk(service), ...dialect.notes, ...noteRedirect(service)],
  };
}

function needCertificate(service: ConfService, { chain, peer, unread }: Verification): ImportNeed[] {
  const level = Number(lastOf(service, 'verify')?.meant ?? '0');
  const required = readFlag(lastOf(service, 'requireCert')?.meant ?? '') === true;
  const authorities = lastOf(service, 'CAfile') ?? lastOf(service, 'CApath');
  const which = acceptedBy(chain, peer, authorities === null ? null : cite(authorities.meant));
  const need = (line: OptionLine, asks: Text, without: Text, isRequired: boolean): ImportNeed => ({
    kind: 'certificate',
    required: isRequired,
    reason: told('need.certificate', { asks, line: cite(line.raw.trim()), place: line.place, which, without }),
    named: null,
  });
  const [doubtful] = unread;
  if (doubtful !== undefined && !required) {
    return [need(doubtful, toSay('need.certificate.may'), toSay('need.certificate.ifSo'), false)];
  }
  // `verify = 1` verifies a certificate when there is one; everything else insists on it.
  if (!required && !peer && !(chain && level !== 1)) return [];
  const line = service.options.findLast(({ canonical }) =>
    ['requireCert', 'verify', 'verifyChain', 'verifyPeer'].includes(canonical ?? ''),
  );
  if (line === undefined) return [];
  return [need(line, toSay('need.certificate.asks'), toSay('need.certificate.refuses'), true)];
}

function acceptedBy(chain: boolean, peer: boolean, authorities: string | null): Text {
  if (authorities === null || authorities === '') return toSay('need.certificate.any');
  if (peer) return toSay('need.certificate.listed', { authorities });
  return chain ? toSay('need.certificate.issued', { authorities }) : toSay('need.certificate.any');
}

/** With a certificate of its own, a server takes keys as well as going without. */
function needKey(service: ConfService): ImportNeed[] {
  const line = lastOf(service, 'PSKsecrets');
  if (line === null || line.meant === '' || lastOf(service, 'cert') !== null) return [];
  return [
    {
      kind: 'psk',
      required: true,
      reason: told('need.psk', { place: line.place, file: cite(line.meant) }),
      named: null,
    },
  ];
}

function notePsk(service: ConfService): Note[] {
  const line = lastOf(service, 'PSKsecrets');
  if (line === null || lastOf(service, 'cert') === null) return [];
  return [noteOn(line, toSay('note.psk'))];
}

/** stunnel's server and client speak the same (man page, protocol), where a server can. */
function readDialect(service: ConfService): Pick<Demands, 'fields' | 'notes'> {
  const line = lastOf(service, 'protocol');
  if (line === null || line.meant === '') return { fields: {}, notes: [] };
  const lines = readNegotiation(settingsMeant(service));
  const protocol = line.meant.toLowerCase();
  const note = (reason: Text) => ({ fields: {}, notes: [noteOn(line, reason)] });
  switch (lines.kind) {
    case 'smtp':
      return { fields: { negotiation: { kind: 'smtp', host: null, login: null } }, notes: [] };
    case 'pop3':
    case 'imap':
    case 'pgsql':
    case 'cifs':
      return { fields: { negotiation: { kind: lines.kind } }, notes: [] };
    case 'socks':
      return note(toSay('note.dialect.socks'));
    case 'connect':
      return note(toSay('note.dialect.connect'));
    default:
      if (protocol === 'proxy') {
        return note(toSay('note.dialect.proxy'));
      }
      return note(
        hasPlaceholder(protocol)
          ? toSay('note.protocol.placeholder')
          : isCapWin(protocol)
            ? toSay('note.dialect.capwin', { protocol: cite(line.meant) })
            : toSay('note.dialect.unknown', { protocol: quoted(cite(line.meant)) }),
      );
  }
}

function noteRedirect(service: ConfService): Note[] {
  return allOf(service, 'redirect').map((line) => noteOn(line, toSay('note.redirect')));
}
