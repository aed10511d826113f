/** What each step has seen, in lines for a person. Pure; nothing of it is secret. */
import type { StepName } from '../../preload/diagnosis.ts';
import { protocolWords } from '../../preload/status-words.ts';
import type { Evidence, HelloAnswer, LocalPort } from './evidence.ts';
import { placeText, seconds } from './judge/seen.ts';
import { helloLines, passes } from './judge/tls.ts';
import { answersOf, reachText, whatHappened } from './judge/way.ts';

export const factsOf = (step: StepName, evidence: Evidence): readonly string[] => facts[step](evidence);

const facts: Readonly<Record<StepName, (evidence: Evidence) => readonly string[]>> = {
  configuration: ({ configuration, subject }) =>
    configuration !== null
      ? []
      : [
          `Server ${placeText(subject.server.host, subject.server.port)}${subject.protocol === null ? '' : `, protocol ${subject.protocol}`}`,
        ],
  'local-port': ({ localPorts }) => localPorts.map(portLine),
  name: ({ names }) => names.flatMap((one) => answersOf(one).map((line) => `${one.host}: ${line}`)),
  route: ({ ways, subject }) => [
    ...(subject.proxy === null ? [] : [proxyLine(subject.proxy)]),
    ...ways.map(({ address, out }) =>
      out === null
        ? `${address}: no way`
        : `${address}: from ${out.localAddress}${out.device === null ? '' : ` by ${out.device}`}${out.isVpn ? ', which is a VPN’s' : ''}`,
    ),
  ],
  connection: ({ reach, openPorts }) => [
    ...reach.map(reachText),
    ...openPorts.map((port) => `Port ${port} of the same computer answers`),
  ],
  proxy: ({ proxyError }) => [proxyError === null ? 'It opened a connection to the server' : whatHappened(proxyError)],
  negotiation: ({ negotiationError, subject }) => [
    negotiationError === null ? `The server agreed to begin TLS (${subject.protocol})` : whatHappened(negotiationError),
  ],
  tls: tlsFacts,
  certificate: certificateFacts,
  'client-certificate': ({ look, subject }) => [
    look?.error?.kind === 'client-cert-required'
      ? 'The server demands one'
      : subject.showsCertificate
        ? 'The server took the one of this profile, or did not ask'
        : 'The server does not demand one',
  ],
  service: ({ look, service }) => {
    if (look?.error?.kind === 'service-closed') return ['The connection was ended at once'];
    if (service === null) return ['The connection stayed open'];
    if (service.said === null) return [`It waits for its client to begin (listened for ${seconds(service.ms)})`];
    return [service.line === null ? 'It greets' : `It greets: ${service.line}`];
  },
  'round-trip': ({ reach, look }) => {
    const open = reach.flatMap(({ outcome }) => (outcome.kind === 'open' ? [outcome.ms] : []));
    return [
      ...(open.length === 0 ? [] : [`TCP connection: ${seconds(Math.min(...open))}`]),
      ...(look?.reached ? [`TLS handshake: ${seconds(look.reached.handshakeMs)}`] : []),
    ];
  },
};

const proxyLine = (proxy: NonNullable<Evidence['subject']['proxy']>): string =>
  proxy === 'system' ? 'By the system’s proxy settings' : `By the proxy ${placeText(proxy.host, proxy.port)}`;

function portLine({ host, port, state }: LocalPort): string {
  const at = placeText(host, port);
  switch (state.kind) {
    case 'ours':
      return `Adit listens on ${at}, and this computer reaches itself there`;
    case 'free':
      return `${at} is free, and can be reached`;
    case 'unreachable':
      return `${at}: a connection does not arrive (${state.code})`;
    case 'in-use':
      return `${at} is used by ${state.holder === null ? 'another program' : `${state.holder.name} (process ${state.holder.pid})`}`;
    case 'no-address':
      return `${host} is no address of this computer`;
    case 'forbidden':
      return `${at}: the system does not allow it`;
  }
}

function tlsFacts({ look, hellos, subject }: Evidence): readonly string[] {
  const asked = subject.serverName === null ? 'Without a server name' : `Server name ${subject.serverName}`;
  if (look?.reached === null || look === null) {
    return [asked, ...(hellos === null ? [] : helloLines(hellos, subject.serverName))];
  }
  const { protocol, cipher, alpn } = look.reached;
  const second = protocol === 'TLSv1.3' ? 'TLS 1.2' : 'TLS 1.3';
  return [
    asked,
    `${protocolWords(protocol)}, ${cipher}${alpn === null ? '' : `, ${alpn}`}`,
    ...(hellos === null
      ? []
      : [
          `${second}: ${spoken(hellos.older)}`,
          `Another name: ${passes(hellos.other) ? 'answered' : 'not answered'}; no name: ${passes(hellos.none) ? 'answered' : 'not answered'}`,
        ]),
  ];
}

const spoken = ({ kind }: HelloAnswer): string =>
  kind === 'tls' ? 'spoken as well' : kind === 'alert' ? 'refused' : 'not answered';

function certificateFacts({ look, witnesses }: Evidence): readonly string[] {
  const [leaf] = look?.chain ?? [];
  if (leaf === undefined) return ['The server shows none'];
  return [
    leaf.subject,
    `Names: ${leaf.names.join(', ') || 'none'}`,
    `Issuer: ${leaf.selfSigned ? 'itself' : leaf.issuer}; certificates in the chain: ${look?.chain.length ?? 1}`,
    `Valid ${leaf.validFrom.slice(0, 10)} to ${leaf.validTo.slice(0, 10)}`,
    `SHA-256 ${leaf.sha256}`,
    `This computer’s authorities ${look?.systemTrusts ? 'vouch for it' : 'do not vouch for it'}`,
    ...(look?.reached?.remark ? [look.reached.remark] : []),
    ...(witnesses?.web ?? []).map(
      ({ host, asEver, answer }) =>
        `${host} answers ${answer === null ? 'nothing' : asEver ? 'as ever' : 'something else'}`,
    ),
    ...(witnesses?.tls ?? []).map(({ host, issuer }) => `${host} has a certificate by ${issuer}`),
  ];
}
