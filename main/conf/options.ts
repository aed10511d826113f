/**
 * The options of stunnel 5.75, the union of Unix and Windows (stunnel man page, GLOBAL OPTIONS and SERVICE-LEVEL
 * OPTIONS). A name missing here is fatal in stunnel.
 */

/** What a value has to look like. */
export type ValueKind =
  | 'flag'
  | 'text'
  | 'path'
  | 'address'
  | 'host'
  | 'number'
  | 'seconds'
  | 'debug'
  | 'foreground'
  | 'log'
  | 'failover'
  | 'log-id'
  | 'ocsp-flag'
  | 'protocol'
  | 'retry'
  | 'security-level'
  | 'socket'
  | 'tls-options'
  | 'tls-version'
  | 'transparent'
  | 'verify';

export interface ConfOption {
  readonly name: string;
  /** `global`: only before the first section. `service`: anywhere, before the first section as a default. */
  readonly scope: 'global' | 'service';
  readonly platform: 'unix' | 'windows' | null;
  readonly value: ValueKind;
  /** Given again: the last one wins, it is added to a list, or it is combined with the earlier ones by a rule of its own. */
  readonly repeat: 'last' | 'append' | 'combine';
}

type Row = readonly [name: string, value: ValueKind, extra?: Partial<ConfOption>];

const unix = { platform: 'unix' } as const;
const windows = { platform: 'windows' } as const;
const append = { repeat: 'append' } as const;
const combine = { repeat: 'combine' } as const;

const globalRows: readonly Row[] = [
  ['chroot', 'path', unix],
  ['compression', 'text'],
  ['EGD', 'path', unix],
  ['engine', 'text', append],
  ['engineCtrl', 'text', append],
  ['engineDefault', 'text'],
  ['fips', 'flag'],
  ['foreground', 'foreground'],
  ['iconActive', 'path', windows],
  ['iconError', 'path', windows],
  ['iconIdle', 'path', windows],
  ['log', 'log'],
  ['output', 'path'],
  ['pid', 'path', unix],
  ['provider', 'text', append],
  ['providerParameter', 'text', append],
  ['RNDbytes', 'number'],
  ['RNDfile', 'path'],
  ['RNDoverwrite', 'flag'],
  ['setEnv', 'text', append],
  ['syslog', 'flag'],
  ['taskbar', 'flag', windows],
];

const serviceRows: readonly Row[] = [
  ['accept', 'address', append],
  ['CAengine', 'text', append],
  ['CApath', 'path'],
  ['CAfile', 'path'],
  ['CAstore', 'text'],
  ['cert', 'path'],
  ['checkEmail', 'text', append],
  ['checkHost', 'text', append],
  ['checkIP', 'text', append],
  ['ciphers', 'text'],
  ['ciphersuites', 'text'],
  ['client', 'flag'],
  ['config', 'text', append],
  ['connect', 'address', append],
  ['CRLpath', 'path'],
  ['CRLfile', 'path'],
  ['curves', 'text'],
  ['debug', 'debug'],
  ['delay', 'flag'],
  ['engineId', 'text'],
  ['engineNum', 'number'],
  ['exec', 'path'],
  ['execArgs', 'text'],
  ['failover', 'failover'],
  ['ident', 'text'],
  ['include', 'path', append],
  ['key', 'path'],
  ['libwrap', 'flag', unix],
  ['local', 'host'],
  ['logId', 'log-id'],
  ['OCSP', 'text'],
  ['OCSPaia', 'flag'],
  ['OCSPflag', 'ocsp-flag', combine],
  ['OCSPnonce', 'flag'],
  ['OCSPrequire', 'flag'],
  ['options', 'tls-options', combine],
  ['protocol', 'protocol'],
  ['protocolAuthentication', 'text'],
  ['protocolDomain', 'text'],
  ['protocolHeader', 'text', append],
  ['protocolHost', 'text'],
  ['protocolPassword', 'text'],
  ['protocolUsername', 'text'],
  ['PSKidentity', 'text'],
  ['PSKsecrets', 'path'],
  ['pty', 'flag', unix],
  ['redirect', 'address', append],
  ['renegotiation', 'flag'],
  ['requireCert', 'flag'],
  ['reset', 'flag'],
  ['retry', 'retry'],
  ['securityLevel', 'security-level'],
  ['service', 'text', unix],
  ['setgid', 'text', unix],
  ['setuid', 'text', unix],
  ['sessionCacheSize', 'number'],
  ['sessionCacheTimeout', 'number'],
  ['sessionResume', 'flag'],
  ['sessiond', 'address'],
  ['sni', 'text'],
  ['socket', 'socket', combine],
  ['sslVersion', 'tls-version'],
  ['sslVersionMax', 'tls-version'],
  ['sslVersionMin', 'tls-version'],
  ['stack', 'number'],
  ['ticketKeySecret', 'text'],
  ['ticketMacSecret', 'text'],
  ['TIMEOUTbusy', 'seconds'],
  ['TIMEOUTclose', 'seconds'],
  ['TIMEOUTconnect', 'seconds'],
  ['TIMEOUTidle', 'seconds'],
  ['TIMEOUTocsp', 'seconds'],
  ['transparent', 'transparent', unix],
  ['verify', 'verify'],
  ['verifyChain', 'flag'],
  ['verifyPeer', 'flag'],
];

const rowsOf = (scope: ConfOption['scope'], rows: readonly Row[]): ConfOption[] =>
  rows.map(([name, value, extra]) => ({ name, scope, platform: null, value, repeat: 'last', ...extra }));

export const confOptions: readonly ConfOption[] = [...rowsOf('global', globalRows), ...rowsOf('service', serviceRows)];

/** Spellings that stunnel parses but its manual does not mention. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['curve', 'curves'],
  ['session', 'sessioncachetimeout'],
]);

const byLowerCaseName = new Map(confOptions.map((option) => [option.name.toLowerCase(), option]));

/** The option of that name, in any case; null when stunnel has none. */
export function findOption(name: string): ConfOption | null {
  const lower = name.toLowerCase();
  return byLowerCaseName.get(aliases.get(lower) ?? lower) ?? null;
}
