/** What is wrong between this computer and the server's TCP port: names, routes, connections, proxies. Pure. */

import { isIPv6 } from 'node:net';
import type { TunnelError } from '../../../preload/types.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import { mayNeedPermission } from '../../tunnel/local-network.ts';
import type { Evidence, Names, Reach } from '../evidence.ts';
import { asEvidence, type Judge, placeText, type Seen, timeText } from './seen.ts';

/** The resolver's words for: there is no such name. */
const NO_SUCH_NAME: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_NONAME', 'ENODATA', 'EAI_NODATA']);

export const judgeName: Judge = ({ names, hasWayOut }) => {
  const [first] = names;
  // One name that leads somewhere is enough to go on.
  if (first === undefined || names.some(({ system }) => system.addresses.length > 0)) return null;
  const { host, system, servers } = first;
  const evidence = answersOf(first).map(asEvidence);
  if (!hasWayOut && !NO_SUCH_NAME.has(system.code ?? '')) return { kind: 'offline', host, evidence };
  const asked = servers.map(({ server }) => server);
  return NO_SUCH_NAME.has(system.code ?? '')
    ? { kind: 'name-unknown', host, asked, evidence }
    : { kind: 'names-silent', host, asked, evidence };
};

export const answersOf = ({ system, servers }: Names): readonly Text[] =>
  [system, ...servers].map(({ server, addresses, code }) => {
    const answer = addresses.length > 0 ? { list: addresses } : (code ?? toSay('fact.name.nothing'));
    return server === 'the system'
      ? toSay('fact.name.programs', { answer })
      : toSay('fact.name.by', { server, answer });
  });

/** Where there is a way to anywhere, the connection tells why there is none to the server. */
export const judgeRoute: Judge = ({ ways, hasWayOut, subject }) => {
  if (hasWayOut || ways.length === 0 || ways.some(({ out }) => out !== null)) return null;
  const evidence = [`No interface of this computer leads to ${ways.map(({ address }) => address).join(', ')}.`];
  return { kind: 'offline', host: subject.server.host, evidence };
};

export const judgeConnection: Judge = (evidence) => {
  const { reach } = evidence;
  if (reach.length === 0 || reach.some(({ outcome }) => outcome.kind === 'open')) return null;
  const [telling] = reach.toSorted((one, other) => rank(one) - rank(other));
  return telling === undefined ? null : faultOf(telling, evidence);
};

/** What was answered tells more than silence, and silence more than a missing route. */
function rank({ outcome }: Reach): number {
  if (outcome.kind === 'open') return 0;
  const order = ['ECONNREFUSED', 'ECONNRESET', 'EACCES', 'EPERM', 'ETIMEDOUT'];
  const index = order.indexOf(outcome.code);
  return index === -1 ? order.length : index;
}

function faultOf({ host, port, address, outcome }: Reach, evidence: Evidence): Seen | null {
  if (outcome.kind === 'open') return null;
  const { code, ms } = outcome;
  const { subject, ways, openPorts, otherAnswer, names } = evidence;
  const place = { host, port };
  const shown = evidence.reach.map(reachText).map(asEvidence);
  if (code === 'EACCES' || code === 'EPERM') return { kind: 'local-firewall', ...place, code, evidence: shown };
  if (isProxy(evidence)) return { kind: 'proxy-unreachable', ...place, evidence: shown };
  const told = names.find((one) => one.host === host)?.system.addresses ?? [];
  if (otherAnswer !== null) {
    const works = `By ${otherAnswer.server} it is ${otherAnswer.address}, where TLS answers.`;
    return { kind: 'name-lies', host, told, other: otherAnswer, evidence: [...shown, works] };
  }
  if (told.length > 0 && isThisComputer(address)) {
    return { kind: 'name-leads-here', host, address, evidence: [`${host} is ${address} for programs.`, ...shown] };
  }
  if (code === 'ECONNREFUSED') return { kind: 'refused', ...place, evidence: shown };
  const device = ways.find((way) => way.address === address && way.out?.isVpn)?.out?.device ?? null;
  if (code === 'ETIMEDOUT') {
    if (device !== null) {
      const through = `Packets to ${address} leave through ${device}, which is a VPN’s.`;
      const kind = subject.application === 'openvpn' ? 'vpn-loop' : 'vpn-silent';
      return { kind, host, device, evidence: [...shown, through] };
    }
    if (mayNeedPermission(address, subject.platform, subject.release)) {
      return { kind: 'local-network-permission', ...place, evidence: shown };
    }
    const [open = null] = openPorts;
    const answers = open === null ? [] : [`Port ${open} of the same computer answers.`];
    return { kind: 'silent', ...place, open, evidence: [...shown, ...answers] };
  }
  if (code === 'EHOSTUNREACH' && mayNeedPermission(address, subject.platform, subject.release)) {
    return { kind: 'local-network-permission', ...place, evidence: shown };
  }
  if (code === 'ECONNRESET')
    return { kind: 'tls-closed', ...place, evidence: [`Reset after ${asEvidence(timeText(ms))}.`] };
  return { kind: 'no-way', ...place, code, evidence: shown };
}

export function reachText({ address, port, outcome }: Reach): Text {
  const at = placeText(address, port);
  const time = timeText(outcome.ms);
  if (outcome.kind === 'open') return toSay('fact.reach.open', { at, time });
  const { code } = outcome;
  switch (code) {
    case 'ETIMEDOUT':
      return toSay('fact.reach.silent', { at, time });
    case 'ECONNREFUSED':
      return toSay('fact.reach.refused', { at, code, time });
    case 'EHOSTUNREACH':
      return toSay('fact.reach.noComputer', { at, code, time });
    case 'ENETUNREACH':
      return toSay('fact.reach.noNetwork', { at, code, time });
    case 'EACCES':
    case 'EPERM':
      return toSay('fact.reach.forbidden', { at, code, time });
    default:
      return toSay('fact.reach.failed', { at, code, time });
  }
}

const isProxy = ({ subject, reach }: Evidence): boolean =>
  subject.proxy !== null &&
  reach.every(({ host, port }) => host !== subject.server.host || port !== subject.server.port);

const isThisComputer = (address: string): boolean => /^127\.|^0\.0\.0\.0$|^::1?$|^::ffff:127\./.test(address);

export const judgeProxy: Judge = ({ proxyError: error, subject }) => {
  if (error === null) return null;
  const at = { host: 'host' in error ? error.host : subject.server.host, port: 'port' in error ? error.port : 0 };
  if (error.kind !== 'proxy') return { kind: 'proxy-unreachable', ...at, evidence: [asEvidence(whatHappened(error))] };
  const { detail, credentials, schemes } = error;
  const evidence = [asEvidence(whatHappened(error))];
  if (credentials !== undefined) return { kind: 'proxy-login', ...at, given: credentials.given, evidence };
  return { kind: schemes === undefined ? 'proxy-refuses' : 'proxy-scheme', ...at, detail, evidence };
};

export const judgeNegotiation: Judge = ({ negotiationError: error, subject }) => {
  if (error === null) return null;
  const { host, port } = subject.server;
  if (error.kind === 'proxy' && error.credentials !== undefined) {
    return {
      kind: 'proxy-login',
      host,
      port,
      given: error.credentials.given,
      evidence: [asEvidence(whatHappened(error))],
    };
  }
  const detail = whatHappened(error);
  return {
    kind: 'negotiation-refused',
    host,
    port,
    protocol: subject.protocol ?? '',
    detail,
    evidence: [asEvidence(detail)],
  };
};

/** In a few words; what an error means is for others to say. */
export function whatHappened(error: TunnelError): Text {
  switch (error.kind) {
    case 'timeout':
      return toSay('clause.happened.late', { seconds: error.seconds });
    case 'refused':
      return toSay('clause.happened.refused', { server: placeText(error.host, error.port) });
    case 'proxy':
      return toSay('clause.happened.proxy', { detail: error.detail });
    case 'unsupported-option':
      return toSay('clause.happened.because', { reason: error.reason });
    case 'not-tls':
      return toSay('clause.happened.other');
    case 'service-closed':
      return toSay('clause.happened.closed');
    case 'internal':
      return toSay('clause.happened.because', { reason: error.code });
    default:
      return toSay('clause.happened.because', { reason: 'code' in error ? error.code : error.kind });
  }
}

/** An address that costs time before another one is tried: what is worth knowing although the way works. */
export function brokenAddresses({ reach, subject }: Evidence): Seen | null {
  const open = reach.filter(({ outcome }) => outcome.kind === 'open');
  const broken = reach.find(({ outcome }) => outcome.kind === 'failed' && outcome.code === 'ETIMEDOUT');
  if (open.length === 0 || broken === undefined) return null;
  const evidence = reach.map(reachText).map(asEvidence);
  const { host, port, address } = broken;
  if (isIPv6(address) && open.some((one) => !isIPv6(one.address))) {
    return { kind: 'ipv6-broken', host: subject.server.host, address, seconds: broken.outcome.ms / 1000, evidence };
  }
  return { kind: 'address-broken', host, port, address, others: open.map((one) => one.address), evidence };
}
