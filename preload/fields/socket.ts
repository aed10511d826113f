import { z } from 'zod';
import { toSay } from '../words/text.ts';
import { t } from '../words/words.ts';
import { field, keep } from './field.ts';
import { optionalPath } from './optional-path.ts';

/**
 * In bytes, of a path of a Unix system: sun_path has 104 of them on macOS and BSD (unix(4)), 108 on Linux, one is for the
 * end, and the socket is made under a name beside it that may be longer by nine (tunnel/local/socket-file.ts).
 */
const LONGEST_PATH = 94;

/** Windows: the name of a pipe has at most 256 characters (CreateNamedPipe). */
const PIPE = /^\\\\[.?]\\pipe\\[^\\\n\0]{1,247}$/i;
/** A file, so that it does not end as a folder. */
const FILE = /^\/[^\n\0]*[^/\n\0]$/;

const isUsable = (path: string): boolean =>
  PIPE.test(path) || (FILE.test(path) && new TextEncoder().encode(path).length <= LONGEST_PATH);

/**
 * A Unix socket, or a named pipe of Windows, that the tunnel listens on: for this user alone, by the rights that it has.
 * Beside the local addresses, or instead of them.
 */
export const socket = field(
  z
    .string()
    .refine(isUsable, {
      error: () => t('schema.socketPath', { bytes: LONGEST_PATH, pipe: '\\\\.\\pipe\\NAME' }),
    })
    .optional(),
  {
    label: 'field.socket',
    words: (path) => path ?? toSay('value.none'),
    usual: undefined,
    update: keep,
    shared: {
      told: toSay('note.share.socket'),
      refused: toSay('note.shared.socket'),
    },
    stunnel: { kind: 'special', options: ['accept'], every: true },
    preview: 'setting',
    engine: 'resolved',
    editor: {
      section: 'socket',
      form: optionalPath('field.socket.path', 'field.socket.path.help', 'field.socket.path.wrong'),
    },
  },
);
