/** stunnel's `socket = a|l|r:OPTION=VALUE` (man page, "socket"): what of it a client can set, and what it cannot. */
import type { Note } from '../../../preload/types.ts';
import { asWritten } from '../../../preload/words/kept-text.ts';
import { allOf, type ConfService } from '../../conf/services.ts';
import { readSocketOption, type SocketOption } from '../../conf/values/sockets.ts';
import { noteOn } from '../../profile/notes/note.ts';
import type { SocketOptions } from '../../specification.ts';

export interface SocketLines {
  /** Of connections from local programs (`l`) and to the server (`r`). */
  readonly sockets: { readonly local?: SocketOptions; readonly remote?: SocketOptions };
  readonly notes: readonly Note[];
}

type Field = keyof SocketOptions;

const fields: Readonly<Record<string, Field>> = {
  TCP_NODELAY: 'noDelay',
  SO_KEEPALIVE: 'keepAlive',
  TCP_KEEPIDLE: 'keepIdle',
  TCP_KEEPINTVL: 'keepInterval',
  TCP_KEEPCNT: 'keepCount',
  IP_TOS: 'typeOfService',
};

const isSwitch = (field: Field): boolean => field === 'noDelay' || field === 'keepAlive';

/** Later lines replace earlier ones of the same option, as in stunnel. Lines that stunnel would refuse are left out. */
export function readSocketLines(service: ConfService): SocketLines {
  const notes: Note[] = [];
  const sockets: { local: Record<string, boolean | number>; remote: Record<string, boolean | number> } = {
    local: {},
    remote: {},
  };
  for (const line of allOf(service, 'socket')) {
    const option = readSocketOption(line.value);
    if (option === null) continue;
    const field = fields[option.name];
    const value = field === undefined ? null : valueFor(field, option);
    if (option.side === 'accept' || field === undefined || value === null) {
      if (!isAsItIs(option)) notes.push(noteOn(line, asWritten(reasonFor(option))));
      continue;
    }
    sockets[option.side][field] = value;
  }
  const { local, remote } = sockets;
  return {
    sockets: {
      ...(Object.keys(local).length === 0 ? {} : { local }),
      ...(Object.keys(remote).length === 0 ? {} : { remote }),
    },
    notes,
  };
}

/** As large as Node takes them. */
const MOST = 999_999;

function valueFor(field: Field, { value }: SocketOption): boolean | number | null {
  if (isSwitch(field)) return typeof value === 'boolean' ? value : null;
  return typeof value === 'number' && value >= 0 && value <= MOST ? value : null;
}

/** What every listener of this program does. */
const isAsItIs = ({ side, name, value }: SocketOption): boolean =>
  side === 'accept' && name === 'SO_REUSEADDR' && value === true;

function reasonFor({ side, name }: SocketOption): string {
  if (name === 'SO_LINGER') return 'Connections that fail are reset, others end with everything sent.';
  if (side === 'accept') return 'Options of the listening socket are not set.';
  return 'Node.js cannot set this option of a socket.';
}
