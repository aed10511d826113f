/** docs/troubleshooting.md, made of the words of the check: one example of each fault, or several where the words differ. */

import type { Subject } from '../../main/diagnose/evidence.ts';
import { sides } from '../../main/diagnose/judge/judge.ts';
import { logEntries } from '../../main/diagnose/log/read-log.ts';
import { wordsFor } from '../../main/diagnose/words/words.ts';
import type { Fault, FaultKind, Side, StepName } from '../../preload/diagnosis.ts';
import { stepTitle } from '../../preload/step-words.ts';
import { say } from '../../preload/words/say.ts';

const host = 'tunnel.example.org';
const server = { host, port: 443 };
const local = { host: '127.0.0.1', port: 2222 };
const proxy = { host: 'proxy.example.org', port: 3128 };

const subject: Subject = {
  application: 'ssh',
  server,
  serverName: host,
  proxy: null,
  trustsSystem: false,
  showsCertificate: false,
  pskIdentity: 'anna',
  protocol: null,
  platform: 'linux',
  release: '',
};

type Examples = { readonly [Kind in FaultKind]: readonly Extract<Fault, { readonly kind: Kind }>[] };

export const examples: Examples = {
  settings: [{ kind: 'settings', error: { kind: 'key-format', path: 'client.key', detail: 'it is no private key' } }],
  'port-taken': [
    { kind: 'port-taken', ...local, holder: { pid: 4711, name: 'sshd' }, isStunnel: false },
    { kind: 'port-taken', ...local, holder: { pid: 4712, name: 'stunnel' }, isStunnel: true },
  ],
  'port-privileged': [{ kind: 'port-privileged', host: local.host, port: 443 }],
  'port-excluded': [{ kind: 'port-excluded', ...local, from: 2180, to: 2279 }],
  'port-forbidden': [{ kind: 'port-forbidden', ...local }],
  'local-address-missing': [{ kind: 'local-address-missing', host: '192.0.2.7', port: 2222 }],
  'loopback-blocked': [{ kind: 'loopback-blocked', ...local }],
  'name-unknown': [{ kind: 'name-unknown', host, asked: ['192.0.2.53'] }],
  'names-silent': [{ kind: 'names-silent', host, asked: ['192.0.2.53'] }],
  'name-lies': [
    { kind: 'name-lies', host, told: ['192.0.2.66'], other: { server: '192.0.2.54', address: '198.51.100.7' } },
  ],
  'name-leads-here': [{ kind: 'name-leads-here', host, address: '0.0.0.0' }],
  offline: [{ kind: 'offline', host }],
  'vpn-loop': [{ kind: 'vpn-loop', host, device: 'tun0' }],
  'vpn-silent': [{ kind: 'vpn-silent', host, device: 'wg0' }],
  refused: [{ kind: 'refused', ...server }],
  silent: [
    { kind: 'silent', ...server, open: null },
    { kind: 'silent', host, port: 8443, open: 443 },
  ],
  'no-way': [{ kind: 'no-way', ...server, code: 'EHOSTUNREACH' }],
  'local-network-permission': [{ kind: 'local-network-permission', host: '192.168.1.20', port: 443 }],
  'local-firewall': [{ kind: 'local-firewall', ...server, code: 'EACCES' }],
  'ipv6-broken': [{ kind: 'ipv6-broken', host, address: '2001:db8::7', seconds: 8 }],
  'address-broken': [{ kind: 'address-broken', ...server, address: '198.51.100.7', others: ['198.51.100.8'] }],
  'proxy-unreachable': [{ kind: 'proxy-unreachable', ...proxy }],
  'proxy-login': [
    { kind: 'proxy-login', ...proxy, given: false },
    { kind: 'proxy-login', ...proxy, given: true },
  ],
  'proxy-scheme': [{ kind: 'proxy-scheme', ...proxy, detail: 'it only accepts NTLM, and Adit can do Basic' }],
  'proxy-refuses': [{ kind: 'proxy-refuses', ...proxy, detail: '403 Forbidden' }],
  'negotiation-refused': [
    { kind: 'negotiation-refused', ...server, protocol: 'smtp', detail: 'No answer within 12 s.' },
  ],
  'captive-portal': [{ kind: 'captive-portal', host, page: 'http://login.hotel.example/' }],
  'plain-http': [{ kind: 'plain-http', ...server }],
  starttls: [{ kind: 'starttls', ...server, service: 'smtp' }],
  'plain-service': [{ kind: 'plain-service', ...server, service: 'ssh' }],
  'not-tls': [{ kind: 'not-tls', ...server }],
  'name-filter': [{ kind: 'name-filter', ...server, name: host, how: 'reset' }],
  'name-refused': [{ kind: 'name-refused', ...server, name: host }],
  'big-packets': [{ kind: 'big-packets', ...server }],
  'tls-swallowed': [{ kind: 'tls-swallowed', ...server }],
  'tls-closed': [{ kind: 'tls-closed', ...server }],
  'tls-version': [{ kind: 'tls-version', ...server }],
  'no-shared-cipher': [{ kind: 'no-shared-cipher', ...server }],
  'other-protocol-wanted': [{ kind: 'other-protocol-wanted', ...server }],
  psk: [{ kind: 'psk', host, identity: 'anna' }],
  inspection: [
    { kind: 'inspection', host, product: 'Zscaler', issuer: 'CN=Zscaler Intermediate Root CA' },
    { kind: 'inspection', host, product: null, issuer: 'CN=Contoso Outbound Issuing' },
  ],
  'clock-wrong': [{ kind: 'clock-wrong', host, aheadSeconds: -4_000_000 }],
  'certificate-expired': [{ kind: 'certificate-expired', host, since: '2026-11-01T00:00:00.000Z' }],
  'certificate-early': [{ kind: 'certificate-early', host, from: '2026-12-24T00:00:00.000Z' }],
  'certificate-renewed': [
    { kind: 'certificate-renewed', host, proof: 'same-key' },
    { kind: 'certificate-renewed', host, proof: 'system-trusts' },
  ],
  'certificate-changed': [{ kind: 'certificate-changed', host }],
  'certificate-unknown': [
    { kind: 'certificate-unknown', host, issuer: null },
    { kind: 'certificate-unknown', host, issuer: 'CN=Example authority' },
  ],
  'certificate-name': [{ kind: 'certificate-name', host, names: ['www.example.org'] }],
  'certificate-usage': [{ kind: 'certificate-usage', host }],
  'certificate-revoked': [{ kind: 'certificate-revoked', host }],
  'revocation-unknown': [{ kind: 'revocation-unknown', host, detail: 'the responder does not answer' }],
  'client-certificate': [
    { kind: 'client-certificate', host, given: false },
    { kind: 'client-certificate', host, given: true },
  ],
  'service-stopped': [{ kind: 'service-stopped', ...server }],
  'other-service': [{ kind: 'other-service', ...server, service: 'http', expected: 'ssh' }],
  unexpected: [{ kind: 'unexpected', ...server, error: { kind: 'internal', code: 'EXAMPLE', detail: '' } }],
};

export const allExamples: readonly Fault[] = Object.values(examples).flat();

/** The step that finds a fault, for the order of the page. */
const chapters: readonly (readonly [step: StepName, kinds: readonly FaultKind[]])[] = [
  ['configuration', ['settings']],
  [
    'local-port',
    ['port-taken', 'port-privileged', 'port-excluded', 'port-forbidden', 'local-address-missing', 'loopback-blocked'],
  ],
  ['name', ['name-unknown', 'names-silent', 'name-lies', 'name-leads-here']],
  ['route', ['offline', 'vpn-loop', 'vpn-silent']],
  [
    'connection',
    ['refused', 'silent', 'no-way', 'local-network-permission', 'local-firewall', 'ipv6-broken', 'address-broken'],
  ],
  ['proxy', ['proxy-unreachable', 'proxy-login', 'proxy-scheme', 'proxy-refuses']],
  ['negotiation', ['negotiation-refused']],
  [
    'tls',
    [
      ...([
        'captive-portal',
        'plain-http',
        'starttls',
        'plain-service',
        'not-tls',
        'name-filter',
        'name-refused',
      ] as const),
      ...(['big-packets', 'tls-swallowed', 'tls-closed', 'tls-version', 'no-shared-cipher'] as const),
      ...(['other-protocol-wanted', 'psk', 'unexpected'] as const),
    ],
  ],
  [
    'certificate',
    [
      ...(['inspection', 'clock-wrong', 'certificate-expired', 'certificate-early', 'certificate-renewed'] as const),
      ...(['certificate-changed', 'certificate-unknown', 'certificate-name', 'certificate-usage'] as const),
      ...(['certificate-revoked', 'revocation-unknown'] as const),
    ],
  ],
  ['client-certificate', ['client-certificate']],
  ['service', ['service-stopped', 'other-service']],
];

const head = `# Troubleshooting

*Check connection* in the window and \`adit diagnose PROFILE | HOST:PORT\` walk the way to a server step by step, stop at the first
step that is broken, and say what is below, with the values of the profile. This page is made of the same table; its example is a
profile for SSH at tunnel.example.org:443.

To tell a network's log-in page, TLS inspection and a wrong clock from the server, a check asks a few well-known web servers, but only when
what answers does not show the right certificate, or no TLS is there. \`adit diagnose --no-others\`, or the switch in the check, asks nobody but the server.

*Explain stunnel's log* in the check, and \`adit diagnose --log FILE\`, say what stunnel has logged, on the server or as a client; the last
chapter has the lines.
`;

const tail = `
## A transfer ends before it is whole

The log shows an ordinary end of the connection, and the last part of an answer is missing. This was seen with stunnel 5.68 on
the *server*, whichever program is the client: with stunnel as the client, at most half of the 32 MiB answers arrived whole.
It was seen where both of these come together:

* the client program ends its sending direction first (a half-close, as \`nc -N\` and \`socat\` do) and then reads the answer;
* the service behind the server's stunnel sends its answer and closes its connection right behind it.

As it happens with different clients, nothing in the client mends it. No check sees it, because none sends data. What avoids it:

* a client program that keeps its sending direction open until the answer has come (\`nc\` without \`-N\`);
* a service that waits for its client to close first.

Comparing lengths or checksums afterwards shows whether a transfer is whole.
`;

const where: Readonly<Record<Side, string>> = {
  'this computer': 'On this computer',
  'this network': 'In this network',
  'the server': 'On the server',
};

function section(fault: Fault): string {
  const { title, what, why, next, serverLine, serverCommand } = wordsFor(fault, subject);
  const lines = [
    ...(serverLine === null ? [] : [`The line in the server's \`stunnel.conf\`: \`${serverLine}\``]),
    ...(serverCommand === null ? [] : ['To run on the server:', `\`\`\`sh\n${serverCommand}\n\`\`\``]),
  ];
  return [
    `### ${say(title)}`,
    `${say(what)} ${say(why)}`,
    `*${where[sides[fault.kind]]}:* ${say(next)}`,
    ...lines,
  ].join('\n\n');
}

const logLine = (pattern: RegExp): string => pattern.source.replaceAll('|', '\\|').replaceAll('`', '');

function logTable(): string {
  const rows = logEntries.map(({ kind, pattern, words }) => {
    // What is counted is left out: no number stands for all of them.
    const { title, next } = words(kind === 'half-close' ? [''] : ['', '…', '…', '…', '…']);
    return `| \`${logLine(pattern)}\` | ${say(title)} | ${say(next)} |`;
  });
  return ['| line (a pattern) | what it says | what to do |', '|---|---|---|', ...rows].join('\n');
}

export function troubleshooting(): string {
  const parts = chapters.map(([step, kinds]) => {
    const sections = kinds.flatMap((kind) => (examples[kind] as readonly Fault[]).map(section));
    return [`## ${stepTitle(step)}`, ...sections].join('\n\n');
  });
  return `${[head.trimEnd(), ...parts, tail.trim(), `## stunnel's log\n\n${logTable()}`].join('\n\n')}\n`;
}

export const chaptered: readonly FaultKind[] = chapters.flatMap(([, kinds]) => kinds);
