import { z } from 'zod';
import { field, keep } from './field.ts';
import { form } from './form.ts';

/** A name that ssh takes for a host's, that is no pattern, and that no shell reads. */
export const hostAliasSchema = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,59}$/);

/** A path for a command line: it begins with no hyphen, and holds nothing that cannot be seen. */
const identityFileSchema = z
  .string()
  .max(4096)
  .regex(/^(?!-)[^\p{Cc}]+$/u, 'This is not a path.');

/** How ssh gets to the server when it is called by `alias`: through the tunnel's open port, or through a program. */
export const sshWaySchema = z.enum(['port', 'command']);

/** The host's entry in ~/.ssh/config. Left out: there is none. */
export const sshConfig = field(z.strictObject({ alias: hostAliasSchema, way: sshWaySchema }).optional(), {
  label: 'In ~/.ssh/config',
  words: (entry) => (entry === undefined ? 'no' : `as ${entry.alias}`),
  usual: undefined,
  update: keep,
  shared: 'never',
  stunnel: { kind: 'none' },
  preview: 'own place',
  engine: 'no',
});

/** Path of the private key that ssh is told to use. Left out: ssh finds one itself. */
export const identityFile = field(identityFileSchema.optional(), {
  label: 'SSH key',
  words: (path) => path ?? 'the one that ssh finds',
  usual: undefined,
  update: keep,
  shared: 'never',
  stunnel: { kind: 'none' },
  preview: 'own place',
  engine: 'no',
  editor: {
    section: 'ssh',
    form: form({
      draftOf: (path: string | undefined) => ({ path: path ?? '' }),
      valueOf: ({ path }) => (path.trim() === '' ? undefined : path.trim()),
      inputs: {
        path: {
          kind: 'text',
          label: 'SSH key',
          help: 'Path of your private key, where ssh does not find it by itself. Adit does not read it.',
        },
      },
    }),
  },
});
