import { z } from 'zod';
import { because } from '../words/because.ts';
import { toSay } from '../words/text.ts';
import { field, keep } from './field.ts';
import { form } from './form.ts';
import { optionalPath } from './optional-path.ts';
import { userSchema } from './user.ts';

/** A name that ssh takes for a host's, that is no pattern, and that no shell reads. */
export const hostAliasSchema = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,59}$/);

/** A path for a command line: it begins with no hyphen, and holds nothing that cannot be seen. */
const identityFileSchema = z
  .string()
  .max(4096)
  .regex(/^(?!-)[^\p{Cc}]+$/u, because('schema.path'));

/** How ssh gets to the server when it is called by `alias`: through the tunnel's open port, or through a program. */
export const sshWaySchema = z.enum(['port', 'command']);

/** The host's entry in ~/.ssh/config. Left out: there is none. */
export const sshConfig = field(z.strictObject({ alias: hostAliasSchema, way: sshWaySchema }).optional(), {
  label: 'field.ssh',
  words: (entry) => (entry === undefined ? toSay('value.no') : toSay('value.as', { name: entry.alias })),
  usual: undefined,
  update: keep,
  shared: 'never',
  stunnel: { kind: 'none' },
  preview: 'own place',
  engine: 'no',
});

/** Path of the private key that ssh is told to use. Left out: ssh finds one itself. */
export const identityFile = field(identityFileSchema.optional(), {
  label: 'field.ssh.2',
  words: (path) => path ?? toSay('value.identityFile'),
  usual: undefined,
  update: keep,
  shared: 'never',
  stunnel: { kind: 'none' },
  preview: 'own place',
  engine: 'no',
  editor: {
    section: 'ssh',
    form: optionalPath('field.ssh.2', 'field.ssh.path.help'),
  },
});

/** A host as ssh takes it on its command line, and nothing that it or a shell would read as something else. */
const onwardSchema = z.strictObject({
  user: userSchema.nullable(),
  host: z
    .string()
    .max(255)
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}._:-]*$|^::[0-9a-fA-F:.]*$/u),
  port: z.int().min(1).max(65_535),
});
type Onward = Readonly<z.infer<typeof onwardSchema>>;

/** `[USER@]HOST[:PORT]`; an IPv6 address with a port stands in brackets. null: it is none. */
export function readOnward(text: string): Onward | null {
  const parts =
    /^(?:([^@\s]+)@)?(?:\[([^\]]+)\]|([^\s:@[\]]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*))(?::(\d{1,5}))?$/.exec(
      text.trim(),
    );
  if (parts === null) return null;
  const [, user, inBrackets, plain, port] = parts;
  const read = onwardSchema.safeParse({ user: user ?? null, host: inBrackets ?? plain, port: Number(port ?? 22) });
  return read.success ? read.data : null;
}

export const onwardText = ({ user, host, port }: Onward): string => {
  const place = host.includes(':') && port !== 22 ? `[${host}]` : host;
  return `${user === null ? '' : `${user}@`}${place}${port === 22 ? '' : `:${port}`}`;
};

/** Where ssh goes on to from the server behind the tunnel, which is then its jump host. Left out: it stays there. */
export const onward = field(onwardSchema.optional(), {
  label: 'field.ssh.3',
  words: (to) => (to === undefined ? toSay('value.onward') : onwardText(to)),
  usual: undefined,
  update: keep,
  shared: 'as it is',
  stunnel: { kind: 'none' },
  preview: 'own place',
  engine: 'no',
  editor: {
    section: 'ssh',
    form: form({
      draftOf: (to: Onward | undefined) => ({ to: to === undefined ? '' : onwardText(to) }),
      valueOf: ({ to }) => (to.trim() === '' ? undefined : (readOnward(to) ?? to)),
      inputs: {
        to: {
          kind: 'text',
          label: 'field.ssh.3',
          help: 'field.ssh.to.help',
          wrong: 'field.ssh.to.wrong',
        },
      },
    }),
  },
});
