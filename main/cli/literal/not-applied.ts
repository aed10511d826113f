/** What of a configuration has no effect when it is run as it is. Every line gets an answer: it works, or it is listed. */
import type { Note } from '../../../preload/types.ts';
import { asWritten } from '../../../preload/words/kept-text.ts';
import type { OptionLine } from '../../conf/document.ts';
import { noteOn } from '../../profile/notes/note.ts';
import { commandAsOption } from '../../profile/options/config-commands.ts';
import { noteNoEffect } from '../../profile/options/no-effect.ts';

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** Options that take effect, or are judged where they are read. */
const applied = set(
  'accept connect client sni failover sslVersion sslVersionMin sslVersionMax ciphers curves protocol protocolHost ' +
    'protocolHeader protocolUsername protocolPassword protocolAuthentication verify verifyChain verifyPeer CAfile CApath ' +
    'checkHost checkEmail checkIP CRLfile CRLpath OCSP OCSPaia OCSPnonce OCSPrequire TIMEOUTocsp cert key PSKsecrets ' +
    'PSKidentity TIMEOUTbusy TIMEOUTclose TIMEOUTconnect TIMEOUTidle sessionResume sessionCacheSize sessionCacheTimeout ' +
    'ciphersuites securityLevel delay local socket reset debug output log pid include service exec',
);

/** Values that ask for what happens anyway. */
const agreeing: Readonly<Record<string, RegExp>> = {
  foreground: /^(yes|quiet)$/i,
  syslog: /^no$/i,
  fips: /^no$/i,
  taskbar: /^no$/i,
  libwrap: /^no$/i,
  transparent: /^(no|none)$/i,
  pty: /^no$/i,
  retry: /^no$/i,
  renegotiation: /^no$/i,
  logId: /^(sequential|unique|process)$/i,
  // Honoured, or about what Adit does not do anyway: sending certificates, believing who else is trusted.
  OCSPflag: /^(NOINTERN|NOCERTS|NOCHAIN|NOEXPLICIT|NOCASIGN|NODELEGATED|TRUSTOTHER|RESPID_KEY|NOTIME)$/i,
};

const reasons: Readonly<Record<string, string>> = {
  options: 'SSL 2 and SSL 3 are never used.',
  config: 'Adit does not know this command.',
  foreground: 'Adit stays in the foreground.',
  syslog: 'Messages go to standard error, and to the file that “output” names.',
  chroot: 'Adit changes no root directory.',
  setuid: 'Adit does not change its user; start it as the user that it shall run as.',
  setgid: 'Adit does not change its group; start it as the user that it shall run as.',
  libwrap: 'hosts.allow and hosts.deny are not asked.',
  transparent: 'Adit does not intercept connections.',
  renegotiation: 'TLS renegotiation is never used.',
  logId: 'One thread serves all connections; its number is that of the process.',
  OCSPflag: 'Answers about revocation are always checked in full.',
  protocolDomain: 'NTLM is not supported.',
};

/** A note on the line when nothing comes of it; null when it works, or asks for what happens anyway. */
export function noteNotApplied(line: OptionLine): Note | null {
  const { canonical } = line;
  if (commandAsOption(line) !== null) return null;
  // Which switches the TLS library has, the engine says.
  if (canonical === 'options' && !/^-no_sslv[23]$/i.test(line.value)) return null;
  if (canonical !== null && (applied.has(canonical) || agreeing[canonical]?.test(line.value))) return null;
  const reason = canonical === null ? undefined : reasons[canonical];
  if (reason !== undefined) return noteOn(line, asWritten(reason));
  return noteNoEffect(line, 'client', true) ?? noteOn(line, asWritten('This has no effect here.'));
}
