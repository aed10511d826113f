/** What is wrong between the TCP connection and a finished handshake. Pure. */
import type { PlainService, TunnelError } from '../../../preload/types.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import type { Evidence, HelloAnswer, Hellos } from '../evidence.ts';
import { asEvidence, type Judge, placeText, type Seen } from './seen.ts';
import { whatHappened } from './way.ts';
import { portalOfWitnesses } from './witnesses.ts';

/** Services that begin in the clear and go over to TLS: stunnel's `protocol`. */
const STARTS_TLS: ReadonlySet<PlainService> = new Set<PlainService>(['smtp', 'imap', 'pop3', 'nntp', 'ldap', 'pgsql']);

export const judgeTls: Judge = (evidence) => {
  const error = evidence.look?.error ?? null;
  if (error === null) return null;
  const { host, port } = evidence.subject.server;
  const place = { host, port };
  switch (error.kind) {
    case 'captive-portal': {
      const page = error.page === null ? [] : [`It sends the visitor to ${error.page}.`];
      return { kind: 'captive-portal', host, page: error.page, evidence: ['The answer is a web page.', ...page] };
    }
    case 'not-tls':
      return plain(error.service ?? null, evidence);
    case 'protocol-version':
      return { kind: 'tls-version', ...place, evidence: ['The server’s answer to the hello: no version in common.'] };
    case 'no-shared-cipher':
      return { kind: 'no-shared-cipher', ...place, evidence: ['The server’s answer to the hello: nothing in common.'] };
    case 'bad-psk': {
      const identity = evidence.subject.pskIdentity ?? '';
      return { kind: 'psk', host, identity, evidence: [`The server refused the key of “${identity}”.`] };
    }
    case 'unsupported-option':
      if (error.option === 'alpn') {
        return { kind: 'other-protocol-wanted', ...place, evidence: ['The server’s alert: no application protocol.'] };
      }
      if (error.option === 'sni') {
        const alert = [`The server’s alert: it does not know the name ${error.value}.`];
        return { kind: 'name-refused', ...place, name: error.value, evidence: alert };
      }
      return { kind: 'unexpected', ...place, error, evidence: [asEvidence(whatHappened(error))] };
    case 'service-closed':
      return error.during === 'handshake' ? unfinished(error, evidence) : null;
    case 'timeout':
      return error.step === 'handshake' ? unfinished(error, evidence) : unexpected(error, evidence);
    case 'vpn-loop': {
      const through = `Packets to ${error.address} leave through ${error.device}, which this tunnel carries.`;
      return { kind: 'vpn-loop', host: error.host, device: error.device, evidence: [through] };
    }
    case 'vpn-address':
    case 'dns':
    case 'refused':
    case 'unreachable':
    case 'proxy':
    case 'internal':
    case 'key-passphrase':
    case 'key-format':
    case 'psk-missing':
    case 'port-in-use':
    case 'port-forbidden':
    case 'ring':
    case 'unverified':
      return unexpected(error, evidence);
    case 'cert-untrusted':
    case 'cert-changed':
    case 'cert-expired':
    case 'cert-name':
    case 'cert-key-usage':
    case 'cert-revoked':
    case 'revocation-unknown':
    case 'client-cert-required':
      return null;
  }
};

function unexpected(error: TunnelError, { subject }: Evidence): Seen {
  return { kind: 'unexpected', ...subject.server, error, evidence: [asEvidence(whatHappened(error))] };
}

function plain(service: PlainService | null, evidence: Evidence): Seen {
  const { host, port } = evidence.subject.server;
  const place = { host, port };
  const shown = ['The answer to the hello is not TLS.'];
  if (service === null) return { kind: 'not-tls', ...place, evidence: shown };
  if (service !== 'http') {
    return { kind: STARTS_TLS.has(service) ? 'starttls' : 'plain-service', service, ...place, evidence: shown };
  }
  const portal = portalOfWitnesses(evidence);
  if (portal !== null) return { kind: 'captive-portal', host, page: portal.page, evidence: portal.evidence };
  return { kind: 'plain-http', ...place, evidence: ['It answers a web browser’s request in the clear.'] };
}

/** The server took the connection and no handshake came of it. What small hellos were answered tells why. */
function unfinished(error: TunnelError, evidence: Evidence): Seen {
  const { hellos, subject, otherAnswer, names } = evidence;
  const { host, port } = subject.server;
  const place = { host, port };
  const first = error.kind === 'timeout' ? `No answer within ${error.seconds} s.` : 'The connection was closed.';
  if (otherAnswer !== null) {
    const told = names.find((one) => one.host === host)?.system.addresses ?? [];
    const works = `By ${otherAnswer.server} the name is ${otherAnswer.address}, where TLS answers.`;
    return { kind: 'name-lies', host, told, other: otherAnswer, evidence: [first, works] };
  }
  if (hellos === null)
    return { kind: error.kind === 'timeout' ? 'tls-swallowed' : 'tls-closed', ...place, evidence: [first] };
  const shown = [first, ...helloLines(hellos, subject.serverName).map(asEvidence)];
  const name = subject.serverName;
  const own = hellos.own.every(passes);
  const failed = hellos.own.find((answer) => !passes(answer));
  if (name !== null && hellos.own.every((answer) => !passes(answer)) && failed !== undefined) {
    const how = failed.kind === 'reset' || failed.kind === 'silent' ? failed.kind : 'closed';
    if (passes(hellos.other)) return { kind: 'name-filter', ...place, name, how, evidence: shown };
    if (passes(hellos.none)) return { kind: 'name-refused', ...place, name, evidence: shown };
  }
  if (hellos.own.some(({ kind }) => kind === 'plain')) return { kind: 'not-tls', ...place, evidence: shown };
  if (own && error.kind === 'timeout') return { kind: 'big-packets', ...place, evidence: shown };
  const silent = [...hellos.own, hellos.other, hellos.none].every(({ kind }) => kind === 'silent');
  return { kind: silent ? 'tls-swallowed' : 'tls-closed', ...place, evidence: shown };
}

/** A TLS server answered. */
export const passes = ({ kind }: HelloAnswer): boolean => kind === 'tls' || kind === 'alert';

export function helloLines({ own, other, none }: Hellos, name: string | null): readonly Text[] {
  return [
    ...(name === null ? [] : own.map(({ kind }) => toSay('fact.hello.own', { name, how: kind }))),
    toSay('fact.hello.other', { how: other.kind }),
    toSay('fact.hello.none', { how: none.kind }),
  ];
}

export const judgeService: Judge = ({ look, subject: { server } }) => {
  const error = look?.error;
  if (error?.kind !== 'service-closed' || error.during !== 'service') return null;
  const at = placeText(server.host, server.port);
  const evidence = [`${at} finished the TLS handshake and ended the connection at once, without a word.`];
  return { kind: 'service-stopped', host: server.host, port: server.port, evidence };
};
