/** Why an option of the file does nothing in a profile. Every line gets an answer, so that nothing is dropped silently. */

import { allFields } from '../../../preload/fields/profile.ts';
import { quoted, sentence } from '../../../preload/sentence.ts';
import type { Note } from '../../../preload/types.ts';
import type { OptionLine } from '../../conf/document.ts';
import { findOption } from '../../conf/options.ts';
import { readVersionSwitch } from '../../conf/values/versions.ts';
import { isTlsOption } from '../../conf/values/words.ts';
import { cite, noteOn } from '../notes/note.ts';
import { commandAsOption } from './config-commands.ts';

export type Role = 'server' | 'client';

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** Options that fields are read from. */
const fieldOptions = (role: Role): readonly string[] =>
  allFields.flatMap(({ stunnel }) => {
    if (stunnel.kind === 'line') return role === 'client' || stunnel.ofServers ? [stunnel.option] : [];
    return stunnel.kind === 'special' && role === 'client' ? stunnel.options : [];
  });

/** Options that the conversion reads itself: they take effect, or get a note of their own there. */
const handled: Readonly<Record<Role, ReadonlySet<string>>> = {
  server: new Set([
    ...set(
      'accept connect client sni exec sslVersion sslVersionMin sslVersionMax protocol verify verifyChain verifyPeer ' +
        'requireCert PSKsecrets redirect include',
    ),
    ...fieldOptions('server'),
  ]),
  client: new Set([
    ...set(
      'client exec redirect include checkHost checkEmail checkIP protocolAuthentication protocolDomain protocolHeader ' +
        'protocolHost protocolPassword protocolUsername OCSPflag OCSPnonce OCSPrequire TIMEOUTocsp',
    ),
    ...fieldOptions('client'),
  ]),
};

const daemon = 'Adit is no background service; this is not needed.';
const logging = 'Adit keeps its own log.';
const engines = 'Adit uses no TLS engines or providers.';
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
  ciphersuites: 'Kept in the profile. The app’s TLS library chooses the suites of TLS 1.3 itself.',
  securityLevel: 'Kept in the profile. The app’s TLS library has no security levels.',
  config: 'Adit does not know this command.',
  renegotiation: 'TLS renegotiation is never used.',
  execArgs: programs,
  pty: programs,
  retry: programs,
  delay: 'Adit looks the server’s name up for each connection anyway.',
  ident: 'Local programs are not asked for a user name.',
  libwrap: 'Tunnels listen on this computer only, unless you choose otherwise.',
  transparent: 'Adit does not intercept connections.',
  socket: 'Adit sets the options of its sockets itself.',
  reset: 'Adit decides itself how failed connections end.',
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

const UNUSED_AUTHORITIES = 'Without verifyChain or verifyPeer the server does not use this.';

/**
 * A note on the line when it does nothing in the profile; null when the conversion reads it. `verifies`: the section looks at
 * certificates of the other side.
 */
export function noteNoEffect(line: OptionLine, role: Role, verifies: boolean): Note | null {
  const { canonical } = line;
  if (canonical === null) {
    return noteOn(
      line,
      sentence`${quoted(cite(line.name))} is unknown to stunnel 5.75; a newer one may know it. The line was left out.`,
    );
  }
  if (canonical === 'include') {
    return noteOn(line, 'Other files are not read; import them as well when services are missing.');
  }
  if (commandAsOption(line) !== null && role === 'client') return null;
  if (canonical === 'options') return noteTlsOptions(line, role);
  // What is kept and does nothing here has a reason all the same.
  const isRead = handled[role].has(canonical) && !(role === 'client' && canonical in clientReasons);
  if (isRead) return null;
  if (role === 'server' && !verifies && (canonical === 'CAfile' || canonical === 'CApath')) {
    return noteOn(line, UNUSED_AUTHORITIES);
  }
  if (role === 'server') return noteOn(line, serverReasons[canonical] ?? 'This concerns the server only.');
  return noteOn(line, clientReasons[canonical] ?? 'This has no effect in Adit.');
}

function noteTlsOptions(line: OptionLine, role: Role): Note | null {
  const name = line.meant.toLowerCase();
  if (readVersionSwitch(name) !== null) return null;
  // Named as a habit.
  if (/^-no_sslv[23]$/.test(name)) return null;
  if (/^no_sslv[23]$/.test(name)) return noteOn(line, 'SSL 2 and SSL 3 are never used.');
  return noteOn(
    line,
    role === 'server'
      ? 'This concerns the server only.'
      : isTlsOption(line.meant)
        ? 'Kept in the profile. Most of these switches mean nothing to the app’s TLS library.'
        : sentence`OpenSSL has no switch ${quoted(cite(line.meant))}; the line was left out.`,
  );
}

/** Whether the option may stand where the line stands: global options are fatal to stunnel inside a section. */
export function noteMisplaced(line: OptionLine): Note | null {
  const option = line.canonical === null ? null : findOption(line.canonical);
  if (option?.scope !== 'global') return null;
  return noteOn(line, 'This option belongs before the first [section]; stunnel refuses it here.');
}
