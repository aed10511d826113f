import { hostSchema } from '../schemas.ts';
import { toSay } from '../words/text.ts';
import { field, takeIfSaid } from './field.ts';
import { form } from './form.ts';

/** Address of this computer that connections to the server come from (stunnel's local). Left out: the system chooses. */
export const local = field(hostSchema.optional(), {
  label: 'field.local',
  words: (local) => local ?? toSay('value.local'),
  usual: undefined,
  update: takeIfSaid,
  shared: {
    told: 'The source address is one of this computer and is not shared.',
    refused: 'The sender’s source address was left out.',
  },
  stunnel: {
    kind: 'line',
    option: 'local',
    refused: 'This is no address of a computer; the system chooses where connections come from.',
  },
  preview: 'setting',
  engine: 'as it is',
  editor: {
    section: 'route',
    form: form({
      draftOf: (local: string | undefined) => ({ address: local ?? '' }),
      valueOf: ({ address }) => (address.trim() === '' ? undefined : address),
      inputs: {
        address: {
          kind: 'text',
          label: 'field.local.address',
          help: 'field.local.address.help',
        },
      },
    }),
  },
});
