/** What stunnel would say of a connection (client.c, verify.c), from what the engine knows of it. */
import type { Socket } from 'node:net';
import type { Endpoint, TunnelError } from '../../preload/types.ts';
import { sayClause } from '../../preload/words/say.ts';
import type { OcspStep } from '../trust/ocsp.ts';
import type { ConnectionEnd, ConnectionWatch, Secured, Target } from '../tunnel/engine.ts';
import { explain } from '../tunnel/explain.ts';
import { level, type Say } from './log.ts';

/** `HOST:PORT` as stunnel writes it: no brackets, and `localhost:PATH` for a Unix socket. */
export const plainAddress = ({ host, port }: Endpoint): string =>
  host.startsWith('/') ? `localhost:${host}` : `${host}:${port}`;

/** Why an address cannot be listened on, as stunnel's log says it. */
export function bindFailure(error: TunnelError): string {
  if (error.kind === 'dns') {
    return `failed: ${error.host} is no name that this computer knows; “accept” takes an address of this computer`;
  }
  const why =
    error.kind === 'port-in-use'
      ? 'Address already in use'
      : error.kind === 'port-forbidden'
        ? error.code === 'EACCES'
          ? 'Permission denied'
          : error.code === 'EINVAL'
            ? 'Invalid argument'
            : 'Cannot assign requested address'
        : explain(error).what;
  return 'port' in error ? `to ${plainAddress(error)}: ${why}` : `failed: ${why}`;
}

/** Says of one connection what stunnel would. `verified`: its certificate is looked at. */
export function watchConnection(say: Say, service: string, verified: boolean): ConnectionWatch {
  let refusedByOcsp = false;
  return {
    onDialFailed: (error) => {
      const [words] = wordsFor(error);
      if (words !== undefined) say(level.error, words);
    },
    onDialed: (socket, target) => logDialed(say, service, socket, target),
    onOcsp: (step) => {
      refusedByOcsp ||= step.kind === 'refused';
      logOcsp(say, step);
    },
    onSecured: (secured) => logSecured(say, secured, verified),
    onEnd: (end, { sent, received }) => {
      if (end.kind === 'joined') logEnd(say, end, sent, received);
      else if (end.error === null) logTotals(say, 'reset', 0, 0);
      else logFailure(say, end.error, refusedByOcsp);
    },
  };
}

/** The TCP connection is there. */
function logDialed(say: Say, service: string, socket: Socket, target: Target): void {
  // A Unix socket connects at once, which stunnel mentions less loudly.
  const severity = target.path === undefined ? level.notice : level.info;
  say(severity, `s_connect: connected ${plainAddress({ host: target.address, port: target.port })}`);
  const from = target.path === undefined ? `${socket.localAddress}:${socket.localPort}` : 'unnamed socket';
  if (target.path !== undefined || socket.localAddress !== undefined) {
    say(level.notice, `Service [${service}] connected remote server from ${from}`);
  }
}

/** The TLS connection is there, and its certificate is accepted. */
function logSecured(say: Say, { socket, protocol, cipher, chain, remark }: Secured, verified: boolean): void {
  const [leaf] = chain;
  const resumed = socket.isSessionReused();
  if (verified && !resumed && leaf !== undefined) {
    say(level.notice, `Certificate accepted at depth=0: ${oneLine(leaf.subject)}`);
  }
  say(level.info, `TLS connected: ${resumed ? 'previous session reused' : 'new session negotiated'}`);
  if (remark !== null) {
    say(level.notice, sayClause(remark));
    say(level.notice, 'OCSP: Accepted (OCSPrequire = no)');
  }
  const bits = /AES_?256|CHACHA20/.test(cipher) ? 256 : 128;
  say(level.info, `${protocol} ciphersuite: ${cipher} (${bits}-bit encryption)`);
}

const oneLine = (subject: string): string => subject.split('\n').join(', ');

/**
 * There is no TLS connection, or one that is not accepted: stunnel's words for it, then ours for a person. Where stunnel
 * has its library's, which nobody understands, ours take their place.
 */
function logFailure(say: Say, error: TunnelError, refusedByOcsp: boolean): void {
  const busy = error.kind === 'timeout' && error.step !== 'connect';
  const words = refusedByOcsp && error.kind === 'cert-revoked' ? [] : afterAddresses(error);
  const isWarned = isVerdict(error) && !(error.kind === 'revocation-unknown' && error.source === 'responder');
  for (const text of words) say(busy ? level.info : isWarned ? level.warning : level.error, text);
  const { what, next } = explain(error);
  if (error.kind === 'ring') say(level.error, what);
  else if (words.length === 0 || isVerdict(error)) say(level.error, `SSL_connect: ${what}`);
  else say(level.notice, what);
  if (error.kind === 'not-tls' && error.service !== undefined) say(level.notice, next);
  logTotals(say, isVerdict(error) ? 'closed/reset' : 'reset', 0, 0);
}

/** What stunnel says while it asks responders (ocsp.c, in the words of 5.74 and later). */
function logOcsp(say: Say, step: OcspStep): void {
  switch (step.kind) {
    case 'ask':
      say(level.notice, `OCSP: Connecting the ${step.from} responder "${step.url}"`);
      return;
    case 'connected':
      say(level.notice, `s_connect: connected ${plainAddress(step)}`);
      return;
    case 'good':
      say(level.notice, 'OCSP: Accepted (good)');
      return;
    case 'refused':
      if (step.revoked) say(level.error, 'OCSP: Rejected (revoked)');
      say(level.warning, `Rejected by OCSP at depth=${step.depth}: ${oneLine(step.certificate.subject)}`);
  }
}

/** What stunnel's verification says of a certificate, as a warning: its library's failure is the error, which is not here. */
const isVerdict = ({ kind }: TunnelError): boolean => kind.startsWith('cert-') || kind === 'revocation-unknown';

/** strerror(3) of the errors that connecting meets. */
const systemWords: Readonly<Record<string, string>> = {
  EACCES: 'Permission denied',
  EADDRNOTAVAIL: 'Cannot assign requested address',
  EHOSTUNREACH: 'No route to host',
  ENETUNREACH: 'Network is unreachable',
  ENOENT: 'No such file or directory',
};

function wordsFor(error: TunnelError): string[] {
  switch (error.kind) {
    case 'refused':
      return [`s_connect: connect ${plainAddress(error)}: Connection refused`, 'No more addresses to connect'];
    case 'unreachable':
      return [
        error.code === 'EADDRNOTAVAIL'
          ? `bind (ephemeral port): ${systemWords[error.code]}`
          : `s_connect: connect ${plainAddress(error)}: ${systemWords[error.code] ?? error.code}`,
        'No more addresses to connect',
      ];
    case 'dns':
      return [`Error resolving "${error.host}": ${error.code}`, 'No remote host resolved'];
    case 'timeout':
      return error.step === 'connect'
        ? [`s_connect: s_poll_wait ${plainAddress(error)}: TIMEOUTconnect exceeded`, 'No more addresses to connect']
        : ['ssl_start: s_poll_wait: TIMEOUTbusy exceeded: sending reset'];
    case 'cert-untrusted':
      return [`CERT: Pre-verification error: ${error.code}`, rejected(error.certificate.subject)];
    case 'cert-changed':
      return ['CERT: Certificate not found in local repository', rejected(error.certificate.subject)];
    case 'cert-name':
      return ['CERT: Subject checks failed', rejected(error.certificate.subject)];
    case 'cert-expired': {
      const why = error.when === 'expired' ? 'certificate has expired' : 'certificate is not yet valid';
      return [`CERT: Pre-verification error: ${why}`, rejected(error.certificate.subject)];
    }
    case 'cert-revoked':
      return ['CERT: Pre-verification error: certificate revoked', rejected(error.certificate.subject)];
    case 'revocation-unknown':
      return error.source === 'list'
        ? [`CERT: Pre-verification error: ${sayClause(error.detail)}`]
        : [`OCSP: ${sayClause(error.detail)}`, 'OCSP: Rejected (OCSPrequire = yes)'];
    default:
      return [];
  }
}

/** What is left to say when each address that failed was named. */
const afterAddresses = (error: TunnelError): string[] =>
  error.kind === 'refused' || error.kind === 'unreachable' || (error.kind === 'timeout' && error.step === 'connect')
    ? wordsFor(error).slice(1)
    : wordsFor(error);

const rejected = (subject: string): string => `Rejected by CERT at depth=0: ${oneLine(subject)}`;

type Joined = Extract<ConnectionEnd, { readonly kind: 'joined' }>;

/** How a joined connection ended, and what went through it, in bytes of user data. */
function logEnd(say: Say, { end, error }: Joined, sentToTls: number, sentToSocket: number): void {
  if (end.kind === 'idle-timeout') say(level.info, 'transfer: s_poll_wait: TIMEOUTidle exceeded: sending reset');
  if (end.kind === 'close-timeout') say(level.error, 'transfer: s_poll_wait: TIMEOUTclose exceeded: closing');
  if (end.kind === 'failed') {
    say(level.error, `${end.side === 'local' ? 'readsocket' : 'SSL_read'}: ${end.error.message}`);
    // A TLS 1.3 server refuses a client only now, in its library's words.
    if (error !== null && error.kind !== 'internal' && error.kind !== 'service-closed') {
      say(level.notice, explain(error).what);
    }
  }
  const isClean = end.kind === 'closed' || end.kind === 'close-timeout';
  logTotals(say, isClean ? 'closed' : 'reset', sentToTls, sentToSocket);
}

type How = 'closed' | 'reset' | 'closed/reset';

function logTotals(say: Say, how: How, sentToTls: number, sentToSocket: number): void {
  say(level.notice, `Connection ${how}: ${sentToTls} byte(s) sent to TLS, ${sentToSocket} byte(s) sent to socket`);
}
