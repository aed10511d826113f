import { z } from 'zod';
import { toSay } from '../words/text.ts';
import { field, keep } from './field.ts';
import { form } from './form.ts';
import { joinWords, splitWords } from './words-of-a-line.ts';

/** What the application “Custom” is started with. */
const commandSchema = z.strictObject({
  /** Program and arguments; `{host}`, `{port}`, `{user}` and `{server}` are filled in. */
  argv: z
    .array(z.string().max(4096))
    .max(64)
    .refine(([program]) => program !== undefined && program !== ''),
  inTerminal: z.boolean(),
});
type Command = Readonly<z.infer<typeof commandSchema>>;

/** Left out: there is an address to copy. */
export const command = field(commandSchema.optional(), {
  label: 'field.command',
  words: (command) => (command === undefined ? toSay('value.none') : joinWords(command.argv)),
  usual: undefined,
  update: keep,
  // What is started on a computer is nobody else's to say.
  shared: {
    told: toSay('note.share.command'),
    refused: toSay('note.shared.command'),
  },
  stunnel: { kind: 'none' },
  preview: 'own place',
  engine: 'no',
  editor: {
    section: 'command',
    form: form({
      draftOf: (command: Command | undefined) => ({
        argv: command === undefined ? '' : joinWords(command.argv),
        inTerminal: command?.inTerminal ?? true,
      }),
      valueOf: ({ argv, inTerminal }) =>
        String(argv).trim() === '' ? undefined : { argv: splitWords(String(argv)) ?? [], inTerminal },
      inputs: {
        argv: {
          kind: 'text',
          label: 'field.command',
          help: 'field.command.argv.help',
          wrong: 'field.command.argv.wrong',
        },
        inTerminal: { kind: 'switch', label: 'field.command.inTerminal' },
      },
    }),
  },
});
