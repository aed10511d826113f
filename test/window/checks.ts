/** Checks of a connection for looking at the window: under way, healthy, and broken. Their words are those of main. */

import type { ProfileView } from '../../preload/app-state.ts';
import type { Diagnosis, FindingWords, StepName, StepReport, StepState, ToldFinding } from '../../preload/diagnosis.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import { fingerprint, tunnel, view } from '../../renderer/testing/fixtures.ts';

const host = 'stunnel.example.org';

const step = (name: StepName, state: StepState, ms: number | null, ...facts: (string | Text)[]): StepReport => ({
  step: name,
  state,
  ms,
  facts,
});
const before: readonly StepReport[] = [
  step('configuration', 'good', 4, toSay('fact.server', { server: `${host}:443` })),
  step('local-port', 'good', 2, toSay('fact.port.free', { at: '127.0.0.1:2222' })),
  step(
    'name',
    'good',
    18,
    toSay('fact.name.of', {
      name: host,
      answer: toSay('fact.name.programs', { answer: { list: ['198.51.100.7', '2001:db8::7'] } }),
    }),
  ),
  step('route', 'good', 1, toSay('fact.way.by', { address: '198.51.100.7', local: '192.168.1.20', device: 'wlan0' })),
];
const diagnosis = (steps: readonly StepReport[], changed: Partial<Diagnosis> = {}): Diagnosis => ({
  target: 'stunnel.example.org:443',
  steps,
  broken: null,
  remarks: [],
  state: 'done',
  startedAt: Date.UTC(2026, 10, 29, 20),
  ...changed,
});
const through: readonly StepReport[] = [
  ...before,
  step(
    'connection',
    'good',
    31,
    toSay('fact.reach.open', { at: '198.51.100.7:443', time: toSay('fact.ms', { count: 31 }) }),
  ),
  step('proxy', 'skipped', 0),
  step('negotiation', 'skipped', 0),
];
const tlsStep = step('tls', 'good', 96, toSay('fact.tls.name', { name: host }), 'TLS 1.3, TLS_AES_256_GCM_SHA384');
const words = {
  'captive-portal': {
    title: toSay('finding.captive-portal.title'),
    what: toSay('finding.captive-portal.what.2', { host, page: 'http://login.hotel.example/start' }),
    why: toSay('finding.captive-portal.why'),
    next: toSay('finding.captive-portal.next.2'),
    serverLine: null,
    serverCommand: null,
    remedy: { kind: 'open-page', url: 'http://login.hotel.example/start' },
  },
  'service-stopped': {
    title: toSay('finding.service-stopped.title'),
    what: toSay('finding.service-stopped.what', { server: `${host}:443` }),
    why: toSay('finding.service-stopped.why', { service: 'SSH' }),
    next: toSay('finding.service-stopped.next'),
    serverLine: 'connect = 127.0.0.1:22',
    serverCommand: "sudo ss -ltnp 'sport = :22'; sudo journalctl -u stunnel4 -u stunnel -n 50 --no-pager",
    remedy: { kind: 'copy-command' },
  },
  'ipv6-broken': {
    title: toSay('finding.ipv6-broken.title'),
    what: toSay('finding.ipv6-broken.what', { host, address: '2001:db8::7', within: 8 }),
    why: toSay('finding.ipv6-broken.why'),
    next: toSay('finding.ipv6-broken.next'),
    serverLine: null,
    serverCommand: null,
    remedy: { kind: 'edit-profile' },
  },
  inspection: {
    title: toSay('finding.inspection.title.2', { product: 'Fortinet FortiGate' }),
    what: toSay('finding.inspection.what.2', {
      host,
      issuer: 'CN=FortiGate CA, O=Fortinet',
      product: 'Fortinet FortiGate',
    }),
    why: toSay('finding.inspection.why.2'),
    next: toSay('finding.inspection.next'),
    serverLine: null,
    serverCommand: null,
    remedy: { kind: 'again' },
  },
} as const satisfies Readonly<Record<string, FindingWords>>;
const told = (finding: ToldFinding['finding'] & { readonly kind: keyof typeof words }): ToldFinding => ({
  finding,
  words: words[finding.kind],
});

const diagnoses: Readonly<Record<string, Diagnosis>> = {
  'check-good': diagnosis([
    ...through,
    tlsStep,
    step('certificate', 'good', 0, 'CN=stunnel.example.org', `SHA-256 ${fingerprint(1)}`),
    step('client-certificate', 'good', 0, toSay('fact.client.notDemanded')),
    step('service', 'good', 34, toSay('fact.service.greeting', { line: 'SSH-2.0-OpenSSH_9.2p1 Debian-2' })),
    step(
      'round-trip',
      'good',
      0,
      toSay('fact.time.tcp', { time: toSay('fact.ms', { count: 31 }) }),
      toSay('fact.time.tls', { time: toSay('fact.ms', { count: 62 }) }),
    ),
  ]),
  'check-running': diagnosis([...through, step('tls', 'running', null)], { state: 'running' }),
  'check-portal': diagnosis([...through, step('tls', 'broken', 1240, toSay('fact.tls.name', { name: host }))], {
    broken: told({
      kind: 'captive-portal',
      host,
      page: 'http://login.hotel.example/start',
      step: 'tls',
      side: 'this network',
      evidence: ['The answer is a web page.'],
    }),
  }),
  'check-service': diagnosis(
    [
      ...through.map((one) => (one.step === 'connection' ? { ...one, state: 'remark' as const, ms: 8004 } : one)),
      tlsStep,
      step('certificate', 'good', 0, 'CN=stunnel.example.org'),
      step('client-certificate', 'good', 0, toSay('fact.client.notDemanded')),
      step('service', 'broken', 0, toSay('fact.service.ended')),
    ],
    {
      broken: told({
        kind: 'service-stopped',
        host,
        port: 443,
        step: 'service',
        side: 'the server',
        evidence: ['It ended the connection.'],
      }),
      remarks: [
        told({
          kind: 'ipv6-broken',
          host,
          address: '2001:db8::7',
          seconds: 8,
          step: 'connection',
          side: 'this network',
          evidence: ['[2001:db8::7]:443: no answer within 8 s'],
        }),
      ],
    },
  ),
  'check-inspection': diagnosis([...through, tlsStep, step('certificate', 'broken', 420, 'CN=stunnel.example.org')], {
    broken: told({
      kind: 'inspection',
      host,
      product: 'Fortinet FortiGate',
      issuer: 'CN=FortiGate CA, O=Fortinet',
      step: 'certificate',
      side: 'this network',
      evidence: ['The certificate’s issuer is CN=FortiGate CA, O=Fortinet.'],
    }),
  }),
};

export function checkScenes<Scene>(show: (view: ProfileView) => Scene): Readonly<Record<string, Scene>> {
  return Object.fromEntries(
    Object.entries(diagnoses).map(([name, diagnosis]) => [
      name,
      show(view(1, { name: 'Office server' }, { ...tunnel({ kind: 'off' }), diagnosis })),
    ]),
  );
}
