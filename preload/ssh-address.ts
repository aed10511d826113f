/** Where somebody logs in with ssh, as `ssh://USER@HOST:PORT` or as ssh takes it. */
import { hostSchema } from './schemas.ts';

export interface SshAddress {
  readonly user: string | null;
  /** May be a name of ~/.ssh/config. */
  readonly host: string;
  /** null: as ssh is configured. */
  readonly port: number | null;
}

/** null where that is none. Nothing of it can be an option of ssh. */
export function readSshAddress(text: string): SshAddress | null {
  const plain = text
    .trim()
    .replace(/^ssh:\/\//i, '')
    .replace(/\/$/, '');
  const parts = /^(?:(?<user>[^@\s]+)@)?(?<host>\[[^\]\s]+\]|[^:@\s]+)(?::(?<port>\d{1,5}))?$/.exec(plain)?.groups;
  if (parts === undefined) return null;
  const { user = null, host = '', port } = parts;
  const name = host.replace(/^\[(.*)\]$/, '$1');
  const isUser = user === null || /^[\w.][\w.\\+-]*$/.test(user);
  const number = port === undefined ? null : Number(port);
  const isPort = number === null || (number > 0 && number < 65_536);
  if (!isUser || !isPort || name.startsWith('-') || !hostSchema.safeParse(name).success) return null;
  return { user, host: name, port: number };
}

export const isSshUrl = (text: string): boolean => /^ssh:\/\//i.test(text);

const targetOf = ({ user, host }: SshAddress): string => (user === null ? host : `${user}@${host}`);

/**
 * The one command that fetches: a POSIX shell of the server reads what it shall do from standard input. As root, sudo reads
 * the password there before it: it forgets for this once that it has been given one (-k), so that it is sure to take the line.
 */
export const fetchCommand = (address: SshAddress, asRoot = false): readonly string[] => [
  'ssh',
  '-T',
  ...(address.port === null ? [] : ['-p', String(address.port)]),
  targetOf(address),
  // For the server's shell, which reads a line.
  ...(asRoot ? ['sudo', '-k', '-S', '-p', "''"] : []),
  'sh',
  '-s',
];

export const sshUrl = (address: SshAddress): string => {
  const { host, port } = address;
  const target = host.includes(':') ? targetOf({ ...address, host: `[${host}]` }) : targetOf(address);
  return `ssh://${target}${port === null ? '' : `:${port}`}`;
};
