/** What is said before TLS starts (stunnel man page: protocol and the options of its own; protocol.c). */
import type { Setting } from './setting.ts';

type Role = 'client' | 'server';

/** Where each protocol works. */
const protocols: ReadonlyMap<string, readonly Role[]> = new Map([
  ['capwin', ['client', 'server']],
  ['capwinctrl', ['client']],
  ['cifs', ['client', 'server']],
  ['connect', ['client', 'server']],
  ['imap', ['client', 'server']],
  ['ldap', ['client']],
  ['nntp', ['client']],
  ['pgsql', ['client', 'server']],
  ['pop3', ['client', 'server']],
  ['proxy', ['server']],
  ['smtp', ['client', 'server']],
  ['socks', ['client', 'server']],
]);

/** null: stunnel has no such protocol. */
export const rolesOf = (protocol: string): readonly Role[] | null => protocols.get(protocol) ?? null;

/** Protocols of a product that nothing else speaks to. */
export const isCapWin = (protocol: string): boolean => protocol === 'capwin' || protocol === 'capwinctrl';

/** Protocols without options of their own. */
const plain = ['pop3', 'imap', 'nntp', 'ldap', 'pgsql', 'cifs'] as const;

/** What a login is said with. Both or none are sent; each is a line for who wants to say more of it. */
interface Login<One> {
  readonly user: One | null;
  readonly password: One | null;
}

export type NegotiationLines<One extends Setting> =
  | { readonly kind: 'none' }
  | (Login<One> & {
      readonly kind: 'connect';
      /** HOST:PORT behind the proxy. Without it stunnel refuses the section. */
      readonly host: One | null;
      /** `other`: neither Basic, which is usual, nor NTLM; stunnel uses Basic then. */
      readonly method: 'basic' | 'ntlm' | 'other';
      readonly headers: readonly One[];
    })
  | (Login<One> & {
      readonly kind: 'smtp';
      /** The name for EHLO. */
      readonly host: One | null;
      readonly method: 'plain' | 'login';
    })
  /** `host`: HOST:PORT behind the server. Without it stunnel asks where the connection was meant to go. */
  | { readonly kind: 'socks'; readonly host: One | null }
  | { readonly kind: (typeof plain)[number] }
  /** In lower case; what stunnel does not know as well. */
  | { readonly kind: 'other'; readonly protocol: string };

/** The options that say more of a protocol. */
const options = [
  'protocolHost',
  'protocolUsername',
  'protocolPassword',
  'protocolAuthentication',
  'protocolDomain',
  'protocolHeader',
] as const;

type NegotiationOption = (typeof options)[number];

const used: Readonly<Partial<Record<NegotiationLines<Setting>['kind'], readonly NegotiationOption[]>>> = {
  connect: options,
  smtp: ['protocolHost', 'protocolUsername', 'protocolPassword', 'protocolAuthentication'],
  socks: ['protocolHost'],
};

/** Of those lines the ones that the protocol has no use for, option by option. */
export function unusedBy<One extends Setting>(
  kind: NegotiationLines<One>['kind'],
  settings: readonly One[],
): readonly One[] {
  const unused = options.filter((option) => !used[kind]?.includes(option));
  return unused.flatMap((option) => settings.filter(({ name }) => name === option));
}

export function readNegotiation<One extends Setting>(settings: readonly One[]): NegotiationLines<One> {
  const last = (option: 'protocol' | NegotiationOption) => settings.findLast(({ name }) => name === option) ?? null;
  const written = last('protocol');
  if (written === null) return { kind: 'none' };
  const protocol = written.value.toLowerCase();
  const host = last('protocolHost');
  const login = { user: last('protocolUsername'), password: last('protocolPassword') };
  const method = last('protocolAuthentication')?.value.toLowerCase() ?? '';
  switch (protocol) {
    case 'connect': {
      const headers = settings.filter(({ name }) => name === 'protocolHeader');
      const read = method === '' || method === 'basic' ? 'basic' : method === 'ntlm' ? 'ntlm' : 'other';
      return { kind: 'connect', host, ...login, method: read, headers };
    }
    case 'smtp':
      return { kind: 'smtp', host, ...login, method: method === 'login' ? 'login' : 'plain' };
    case 'socks':
      return { kind: 'socks', host };
    default: {
      const kind = plain.find((name) => name === protocol);
      return kind === undefined ? { kind: 'other', protocol } : { kind };
    }
  }
}
