/** stunnel's `socket = a|l|r:OPTION=VALUE` (man page, "socket"): what of it a client can set, and what it cannot. */
import type { Note } from '../../../preload/types.ts';
import type { ConfService } from '../../conf/services.ts';
import { allOf } from '../../conf/services.ts';
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
    const [, side, option = '', text = ''] = /^([alr]):([A-Z0-9_]+)=(.*)$/.exec(line.value) ?? [];
    if (side === undefined) continue;
    const field = fields[option];
    const value = field === undefined ? null : readValue(field, text);
    if (side === 'a' || field === undefined || value === null) {
      if (!isAsItIs(side, option, text)) notes.push(noteOn(line, reasonFor(side, option)));
      continue;
    }
    sockets[side === 'l' ? 'local' : 'remote'][field] = value;
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

function readValue(field: Field, text: string): boolean | number | null {
  if (isSwitch(field)) return /^(yes|1)$/i.test(text) ? true : /^(no|0)$/i.test(text) ? false : null;
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}

/** What every listener of this program does. */
const isAsItIs = (side: string, option: string, text: string): boolean =>
  side === 'a' && option === 'SO_REUSEADDR' && /^(yes|1)$/i.test(text);

function reasonFor(side: string, option: string): string {
  if (option === 'SO_LINGER') return 'Connections that fail are reset, others end with everything sent.';
  if (side === 'a') return 'Options of the listening socket are not set.';
  return 'Node.js cannot set this option of a socket.';
}
