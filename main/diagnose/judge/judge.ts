/** From evidence to findings: one pure function, a table by step. */
import type { FaultKind, Finding, Side, StepName } from '../../../preload/diagnosis.ts';
import type { Application, PlainService } from '../../../preload/types.ts';
import type { Evidence } from '../evidence.ts';
import { judgeCertificate, judgeClientCertificate } from './certificate.ts';
import { inspectionIn } from './inspection.ts';
import { type Judge, placeText, type Seen } from './seen.ts';
import { judgeConfiguration, judgeLocalPort } from './this-computer.ts';
import { judgeService, judgeTls } from './tls.ts';
import { brokenAddresses, judgeConnection, judgeName, judgeNegotiation, judgeProxy, judgeRoute } from './way.ts';

const judges: Readonly<Record<StepName, Judge>> = {
  configuration: judgeConfiguration,
  'local-port': judgeLocalPort,
  name: judgeName,
  route: judgeRoute,
  connection: judgeConnection,
  proxy: judgeProxy,
  negotiation: judgeNegotiation,
  tls: judgeTls,
  certificate: judgeCertificate,
  'client-certificate': judgeClientCertificate,
  service: judgeService,
  'round-trip': () => null,
};

/** Where something has to be done. */
export const sides: Readonly<Record<FaultKind, Side>> = {
  settings: 'this computer',
  'port-taken': 'this computer',
  'port-privileged': 'this computer',
  'port-excluded': 'this computer',
  'port-forbidden': 'this computer',
  'local-address-missing': 'this computer',
  'loopback-blocked': 'this computer',
  'name-unknown': 'this computer',
  'names-silent': 'this network',
  'name-lies': 'this network',
  'name-leads-here': 'this computer',
  offline: 'this computer',
  'vpn-loop': 'this computer',
  'vpn-silent': 'this computer',
  refused: 'the server',
  silent: 'this network',
  'no-way': 'this network',
  'local-network-permission': 'this computer',
  'local-firewall': 'this computer',
  'ipv6-broken': 'this network',
  'address-broken': 'the server',
  'proxy-unreachable': 'this network',
  'proxy-login': 'this computer',
  'proxy-scheme': 'this network',
  'proxy-refuses': 'this network',
  'captive-portal': 'this network',
  'plain-http': 'the server',
  starttls: 'this computer',
  'plain-service': 'the server',
  'not-tls': 'the server',
  'negotiation-refused': 'this computer',
  'name-filter': 'this network',
  'name-refused': 'the server',
  'big-packets': 'this network',
  'tls-swallowed': 'this network',
  'tls-closed': 'the server',
  'tls-version': 'the server',
  'no-shared-cipher': 'the server',
  'other-protocol-wanted': 'this computer',
  inspection: 'this network',
  'clock-wrong': 'this computer',
  'certificate-expired': 'the server',
  'certificate-early': 'the server',
  'certificate-renewed': 'this computer',
  'certificate-changed': 'the server',
  'certificate-unknown': 'this computer',
  'certificate-name': 'this computer',
  'certificate-usage': 'the server',
  'certificate-revoked': 'the server',
  'revocation-unknown': 'this network',
  'client-certificate': 'this computer',
  psk: 'this computer',
  'service-stopped': 'the server',
  'other-service': 'the server',
  unexpected: 'the server',
};

const found = (step: StepName, seen: Seen): Finding => ({ ...seen, step, side: sides[seen.kind] });

/** What breaks this step, by all that was seen so far; null when nothing does. */
export function judge(step: StepName, evidence: Evidence): Finding | null {
  const seen = judges[step](evidence);
  return seen === null ? null : found(step, seen);
}

/** What works, and is worth knowing of this step all the same. */
export function remarkOn(step: StepName, evidence: Evidence): Finding | null {
  const seen = remarks[step]?.(evidence) ?? null;
  return seen === null ? null : found(step, seen);
}

const remarks: Partial<Record<StepName, Judge>> = {
  connection: brokenAddresses,
  certificate(evidence) {
    // The system trusts it: a company's computer trusts its company's product, and its user may not know.
    const inspection = evidence.subject.trustsSystem ? inspectionIn({ ...evidence, witnesses: null }) : null;
    return inspection === null ? null : { kind: 'inspection', host: evidence.subject.server.host, ...inspection };
  },
  service({ service, subject }) {
    const said = service?.said ?? null;
    if (said === null || said === 'something' || fits(subject.application, said)) return null;
    const { host, port } = subject.server;
    const words = service?.line ?? said;
    const evidence = [`Behind ${placeText(host, port)} it says: ${words}`];
    return { kind: 'other-service', host, port, service: said, expected: subject.application, evidence };
  },
};

/** Of services that greet, the one that belongs to an application; the others have none of these behind them. */
const greets: Partial<Record<Application, PlainService>> = {
  ssh: 'ssh',
  sftp: 'ssh',
  http: 'http',
  redis: 'redis',
  mysql: 'mysql',
  postgresql: 'pgsql',
};

const fits = (application: Application, said: PlainService): boolean =>
  application === 'custom' || greets[application] === said;
