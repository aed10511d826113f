/** What each step has seen, in lines for a person. Pure; nothing of it is secret. */
import type { StepName } from '../../preload/diagnosis.ts';
import { protocolWords } from '../../preload/status-words.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import type { Evidence, HelloAnswer, LocalPort } from './evidence.ts';
import { placeText, timeText } from './judge/seen.ts';
import { helloLines, passes } from './judge/tls.ts';
import { answersOf, reachText, whatHappened } from './judge/way.ts';

export const factsOf = (step: StepName, evidence: Evidence): readonly Fact[] => facts[step](evidence);

/** Names of machines and certificates stand for themselves. */
type Fact = string | Text;

const facts: Readonly<Record<StepName, (evidence: Evidence) => readonly Fact[]>> = {
  configuration: ({ configuration, subject }) => (configuration !== null ? [] : [serverLine(subject)]),
  'local-port': ({ localPorts }) => localPorts.map(portLine),
  name: ({ names }) =>
    names.flatMap((one) => answersOf(one).map((answer) => toSay('fact.name.of', { name: one.host, answer }))),
  route: ({ ways, subject }) => [...(subject.proxy === null ? [] : [proxyLine(subject.proxy)]), ...ways.map(wayLine)],
  connection: ({ reach, openPorts }) => [
    ...reach.map(reachText),
    ...openPorts.map((port) => toSay('fact.reach.otherPort', { port })),
  ],
  proxy: ({ proxyError }) => [proxyError === null ? toSay('fact.proxy.opened') : whatHappened(proxyError)],
  negotiation: ({ negotiationError, subject }) => [
    negotiationError === null
      ? toSay('fact.negotiation.agreed', { protocol: subject.protocol ?? '' })
      : whatHappened(negotiationError),
  ],
  tls: tlsFacts,
  certificate: certificateFacts,
  'client-certificate': ({ look, subject }) => [
    look?.error?.kind === 'client-cert-required'
      ? toSay('fact.client.demanded')
      : subject.showsCertificate
        ? toSay('fact.client.taken')
        : toSay('fact.client.notDemanded'),
  ],
  service: ({ look, service }) => {
    if (look?.error?.kind === 'service-closed') return [toSay('fact.service.ended')];
    if (service === null) return [toSay('fact.service.open')];
    if (service.said === null) return [toSay('fact.service.waits', { time: timeText(service.ms) })];
    const { line } = service;
    return [line === null ? toSay('fact.service.greets') : toSay('fact.service.greeting', { line })];
  },
  'round-trip': ({ reach, look }) => {
    const open = reach.flatMap(({ outcome }) => (outcome.kind === 'open' ? [outcome.ms] : []));
    return [
      ...(open.length === 0 ? [] : [toSay('fact.time.tcp', { time: timeText(Math.min(...open)) })]),
      ...(look?.reached ? [toSay('fact.time.tls', { time: timeText(look.reached.handshakeMs) })] : []),
    ];
  },
};

function serverLine({ server: { host, port }, protocol }: Evidence['subject']): Text {
  const server = placeText(host, port);
  return protocol === null ? toSay('fact.server', { server }) : toSay('fact.server.protocol', { server, protocol });
}

function wayLine({ address, out }: Evidence['ways'][number]): Text {
  if (out === null) return toSay('fact.way.none', { address });
  const { localAddress: local, device, isVpn } = out;
  if (device === null) return toSay('fact.way', { address, local });
  return isVpn ? toSay('fact.way.vpn', { address, local, device }) : toSay('fact.way.by', { address, local, device });
}

const proxyLine = (proxy: NonNullable<Evidence['subject']['proxy']>): Text =>
  proxy === 'system'
    ? toSay('fact.proxy.system')
    : toSay('fact.proxy.by', { proxy: placeText(proxy.host, proxy.port) });

function portLine({ host, port, state }: LocalPort): Text {
  const at = placeText(host, port);
  switch (state.kind) {
    case 'ours':
      return toSay('fact.port.ours', { at });
    case 'free':
      return toSay('fact.port.free', { at });
    case 'unreachable':
      return toSay('fact.port.unreachable', { at, code: state.code });
    case 'in-use':
      return state.holder === null
        ? toSay('fact.port.used', { at })
        : toSay('fact.port.usedBy', { at, program: state.holder.name, pid: state.holder.pid });
    case 'no-address':
      return toSay('fact.port.noAddress', { host });
    case 'forbidden':
      return toSay('fact.port.forbidden', { at });
  }
}

function tlsFacts({ look, hellos, subject }: Evidence): readonly Fact[] {
  const name = subject.serverName;
  const asked = name === null ? toSay('fact.tls.noName') : toSay('fact.tls.name', { name });
  if (look?.reached === null || look === null) return [asked, ...(hellos === null ? [] : helloLines(hellos, name))];
  const { protocol, cipher, alpn } = look.reached;
  const version = protocol === 'TLSv1.3' ? 'TLS 1.2' : 'TLS 1.3';
  return [
    asked,
    `${protocolWords(protocol)}, ${cipher}${alpn === null ? '' : `, ${alpn}`}`,
    ...(hellos === null
      ? []
      : [
          toSay('fact.tls.second', { version, how: hellos.older.kind }),
          toSay('fact.tls.names', { other: isAnswered(hellos.other), none: isAnswered(hellos.none) }),
        ]),
  ];
}

/** For a message that chooses by it. */
const isAnswered = (answer: HelloAnswer): 'yes' | 'no' => (passes(answer) ? 'yes' : 'no');

function certificateFacts({ look, witnesses }: Evidence): readonly Fact[] {
  const [leaf] = look?.chain ?? [];
  if (leaf === undefined) return [toSay('fact.certificate.none')];
  const count = look?.chain.length ?? 1;
  return [
    leaf.subject,
    leaf.names.length === 0
      ? toSay('fact.certificate.noNames')
      : toSay('fact.certificate.names', { names: { list: leaf.names } }),
    leaf.selfSigned
      ? toSay('fact.certificate.ownIssuer', { count })
      : toSay('fact.certificate.issuer', { issuer: leaf.issuer, count }),
    toSay('fact.certificate.valid', { from: leaf.validFrom.slice(0, 10), to: leaf.validTo.slice(0, 10) }),
    `SHA-256 ${leaf.sha256}`,
    look?.systemTrusts ? toSay('fact.certificate.vouched') : toSay('fact.certificate.notVouched'),
    ...(look?.reached?.remark ? [look.reached.remark] : []),
    ...(witnesses?.web ?? []).map(({ host, asEver, answer }) =>
      answer === null
        ? toSay('fact.witness.nothing', { host })
        : asEver
          ? toSay('fact.witness.asEver', { host })
          : toSay('fact.witness.other', { host }),
    ),
    ...(witnesses?.tls ?? []).map(({ host, issuer }) => toSay('fact.witness.issuer', { host, issuer })),
  ];
}
