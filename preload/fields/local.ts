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
    told: toSay('note.share.local'),
    refused: toSay('note.shared.local'),
  },
  stunnel: {
    kind: 'line',
    option: 'local',
    refused: toSay('note.source'),
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
