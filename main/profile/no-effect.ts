/** Why an option of the file does nothing in a profile. Every line gets an answer, so that nothing is dropped silently. */
import type { Note } from '../../preload/types.ts';
import type { OptionLine } from '../conf/document.ts';
import { findOption } from '../conf/options.ts';
import { cite, noteOn } from './note.ts';

export type Role = 'server' | 'client';

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** Options that the conversion reads itself: they take effect, or get a note of their own there. */
const handled: Readonly<Record<Role, ReadonlySet<string>>> = {
  server: set(
    'accept connect client sni exec sslVersion sslVersionMin sslVersionMax ciphers curves protocol verify verifyChain ' +
      'verifyPeer requireCert PSKsecrets redirect include',
  ),
  client: set(
    'accept connect client sni failover exec sslVersion sslVersionMin sslVersionMax ciphers curves protocol verify ' +
      'verifyChain verifyPeer CAfile CApath checkHost checkEmail checkIP TIMEOUTbusy TIMEOUTclose TIMEOUTconnect ' +
      'TIMEOUTidle redirect include',
  ),
};

const daemon = 'Adit is no background service; this is not needed.';
const logging = 'Adit keeps its own log.';
const engines = 'Adit uses no TLS engines or providers.';
const revocation = 'Adit does not check for revoked certificates yet.';
const identity = 'Adit cannot send a client certificate yet. A server that demands one will refuse the connection.';
const psk = 'Adit cannot use pre-shared keys yet. A server that demands one will refuse the connection.';
const negotiation = 'Adit does not talk to a server before TLS starts yet.';
const programs = 'Adit runs no programs from a configuration.';

const clientReasons: Readonly<Record<string, string>> = {
  chroot: daemon,
  pid: daemon,
  setuid: daemon,
  setgid: daemon,
  service: daemon,
  foreground: daemon,
  taskbar: daemon,
  iconActive: daemon,
  iconError: daemon,
  iconIdle: daemon,
  stack: daemon,
  setEnv: programs,
  output: logging,
  log: logging,
  logId: logging,
  syslog: logging,
  debug: logging,
  engine: engines,
  engineCtrl: engines,
  engineDefault: engines,
  engineId: engines,
  engineNum: engines,
  provider: engines,
  providerParameter: engines,
  CAengine: engines,
  CAstore: 'Adit does not read certificates from a store URI.',
  EGD: 'The system supplies random numbers.',
  RNDbytes: 'The system supplies random numbers.',
  RNDfile: 'The system supplies random numbers.',
  RNDoverwrite: 'The system supplies random numbers.',
  compression: 'TLS compression is unsafe and never used.',
  fips: 'The TLS library has no FIPS mode.',
  ciphersuites: 'The TLS 1.3 cipher suites are those of the TLS library.',
  securityLevel: 'The TLS library has no security levels.',
  config: 'OpenSSL commands are not supported.',
  renegotiation: 'TLS renegotiation is never used.',
  cert: identity,
  key: 'The private key was not read. Adit cannot send a client certificate yet.',
  PSKsecrets: psk,
  PSKidentity: psk,
  CRLpath: revocation,
  CRLfile: revocation,
  OCSP: revocation,
  OCSPaia: revocation,
  OCSPflag: revocation,
  OCSPnonce: revocation,
  OCSPrequire: revocation,
  TIMEOUTocsp: revocation,
  protocolAuthentication: negotiation,
  protocolDomain: negotiation,
  protocolHeader: negotiation,
  protocolHost: negotiation,
  protocolPassword: negotiation,
  protocolUsername: negotiation,
  execArgs: programs,
  pty: programs,
  retry: programs,
  delay: 'Adit looks the server’s name up for each connection anyway.',
  ident: 'Local programs are not asked for a user name.',
  libwrap: 'Tunnels listen on this computer only, unless you choose otherwise.',
  local: 'The system chooses the address that connections come from.',
  transparent: 'Adit does not intercept connections.',
  socket: 'Adit sets the options of its sockets itself.',
  reset: 'Adit decides itself how failed connections end.',
  sessionCacheSize: 'Adit manages TLS sessions itself.',
  sessionCacheTimeout: 'Adit manages TLS sessions itself.',
  sessionResume: 'Adit manages TLS sessions itself.',
  sessiond: 'Adit manages TLS sessions itself.',
  requireCert: 'This means something for servers only.',
  ticketKeySecret: 'This means something for servers only.',
  ticketMacSecret: 'This means something for servers only.',
};

const serverReasons: Readonly<Record<string, string>> = {
  key: 'This is the server’s private key. It should not leave the server; Adit does not read it.',
  cert: 'This is the server’s own certificate. Adit looks at the one that the server shows when it connects.',
  CAfile: 'This is how the server verifies its clients, not how clients verify the server.',
  CApath: 'This is how the server verifies its clients, not how clients verify the server.',
  compression: 'TLS compression gives secrets away; it should be removed at the server. Adit never uses it.',
  ciphersuites: 'Server and client agree on a TLS 1.3 cipher suite themselves.',
};

/** A note on the line when it does nothing in the profile; null when the conversion reads it. */
export function noteNoEffect(line: OptionLine, role: Role): Note | null {
  const { canonical } = line;
  if (canonical === null) {
    return noteOn(line, `stunnel has no option “${cite(line.name)}”. The line was left out.`);
  }
  if (canonical === 'include') {
    return noteOn(line, 'Other files are not read; import them as well when services are missing.');
  }
  if (canonical === 'options') return noteTlsOptions(line, role);
  if (handled[role].has(canonical)) return null;
  if (role === 'server') return noteOn(line, serverReasons[canonical] ?? 'This concerns the server only.');
  return noteOn(line, clientReasons[canonical] ?? 'This has no effect in Adit.');
}

function noteTlsOptions(line: OptionLine, role: Role): Note | null {
  const name = line.meant.toLowerCase();
  if (/^-?no_tlsv1(?:[._][0123])?$/.test(name)) return null;
  // Named as a habit.
  if (/^-no_sslv[23]$/.test(name)) return null;
  if (/^no_sslv[23]$/.test(name)) return noteOn(line, 'SSL 2 and SSL 3 are never used.');
  return noteOn(
    line,
    role === 'server'
      ? 'This concerns the server only.'
      : 'This switch of OpenSSL has no counterpart in the TLS library.',
  );
}

/** Whether the option may stand where the line stands: global options are fatal to stunnel inside a section. */
export function noteMisplaced(line: OptionLine): Note | null {
  const option = line.canonical === null ? null : findOption(line.canonical);
  if (option?.scope !== 'global') return null;
  return noteOn(line, 'This option belongs before the first [section]; stunnel refuses it here.');
}
