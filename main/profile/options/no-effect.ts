/** Why an option of the file does nothing in a profile. Every line gets an answer, so that nothing is dropped silently. */

import { allFields } from '../../../preload/fields/profile.ts';
import { quoted } from '../../../preload/sentence.ts';
import type { Note } from '../../../preload/types.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
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

const daemon = toSay('note.daemon');
const logging = toSay('note.ownLog');
const engines = toSay('note.engines');
const programs = toSay('note.programs');

const clientReasons: Readonly<Record<string, Text>> = {
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
  CAstore: toSay('note.store'),
  EGD: toSay('note.random'),
  RNDbytes: toSay('note.random'),
  RNDfile: toSay('note.random'),
  RNDoverwrite: toSay('note.random'),
  compression: toSay('note.compression'),
  fips: toSay('note.fips'),
  ciphersuites: toSay('note.ciphersuites'),
  securityLevel: toSay('note.securityLevel'),
  config: toSay('note.command'),
  renegotiation: toSay('note.renegotiation'),
  execArgs: programs,
  pty: programs,
  retry: programs,
  delay: toSay('note.delay'),
  ident: toSay('note.ident'),
  libwrap: toSay('note.libwrap'),
  transparent: toSay('note.transparent'),
  socket: toSay('note.sockets'),
  reset: toSay('note.reset'),
  sessiond: toSay('note.sessiond'),
  requireCert: toSay('note.serversOnly'),
  ticketKeySecret: toSay('note.serversOnly'),
  ticketMacSecret: toSay('note.serversOnly'),
};

const serverReasons: Readonly<Record<string, Text>> = {
  key: toSay('note.serverKey'),
  cert: toSay('note.serverCertificate'),
  CAfile: toSay('note.serverVerifies'),
  CApath: toSay('note.serverVerifies'),
  compression: toSay('note.serverCompression'),
  ciphersuites: toSay('note.serverCiphersuites'),
};

const UNUSED_AUTHORITIES = toSay('note.unusedAuthorities');

/**
 * A note on the line when it does nothing in the profile; null when the conversion reads it. `verifies`: the section looks at
 * certificates of the other side.
 */
export function noteNoEffect(line: OptionLine, role: Role, verifies: boolean): Note | null {
  const { canonical } = line;
  if (canonical === null) {
    return noteOn(line, toSay('note.unknownOption', { name: quoted(cite(line.name)), version: '5.75' }));
  }
  if (canonical === 'include') {
    return noteOn(line, toSay('note.include'));
  }
  if (commandAsOption(line) !== null && role === 'client') return null;
  if (canonical === 'options') return noteTlsOptions(line, role);
  // What is kept and does nothing here has a reason all the same.
  const isRead = handled[role].has(canonical) && !(role === 'client' && canonical in clientReasons);
  if (isRead) return null;
  if (role === 'server' && !verifies && (canonical === 'CAfile' || canonical === 'CApath')) {
    return noteOn(line, UNUSED_AUTHORITIES);
  }
  if (role === 'server') return noteOn(line, serverReasons[canonical] ?? toSay('note.serverConcern'));
  return noteOn(line, clientReasons[canonical] ?? toSay('note.noEffect'));
}

function noteTlsOptions(line: OptionLine, role: Role): Note | null {
  const name = line.meant.toLowerCase();
  if (readVersionSwitch(name) !== null) return null;
  // Named as a habit.
  if (/^-no_sslv[23]$/.test(name)) return null;
  if (/^no_sslv[23]$/.test(name)) return noteOn(line, toSay('note.ssl'));
  return noteOn(
    line,
    role === 'server'
      ? toSay('note.serverConcern')
      : isTlsOption(line.meant)
        ? toSay('note.switches')
        : toSay('note.noSwitch', { name: quoted(cite(line.meant)) }),
  );
}

/** Whether the option may stand where the line stands: global options are fatal to stunnel inside a section. */
export function noteMisplaced(line: OptionLine): Note | null {
  const option = line.canonical === null ? null : findOption(line.canonical);
  if (option?.scope !== 'global') return null;
  return noteOn(line, toSay('note.misplaced'));
}
