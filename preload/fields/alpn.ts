import { z } from 'zod';
import { toSay } from '../words/text.ts';
import { field, takeIfSaid } from './field.ts';
import { form } from './form.ts';

/** A protocol name of the ALPN registry (RFC 7301 6), or one of one's own: what a server expects before it answers. */
const protocolSchema = z.string().min(1).max(255);

/** Application protocols to offer, in order of preference (RFC 7301). Left out: none. */
export const alpn = field(z.array(protocolSchema).min(1).max(16).optional(), {
  label: 'field.alpn',
  words: (alpn) => alpn?.join(', ') ?? toSay('value.none'),
  usual: undefined,
  update: takeIfSaid,
  shared: 'as it is',
  stunnel: { kind: 'mark', instead: 'stunnel offers no application protocols (ALPN), as Adit does here.' },
  preview: 'setting',
  engine: 'as it is',
  editor: {
    section: 'advanced',
    form: form({
      draftOf: (alpn: readonly string[] | undefined) => ({ names: alpn?.join(', ') ?? '' }),
      valueOf: ({ names }) => {
        const list = names.split(/[\s,]+/).filter((name) => name !== '');
        return list.length === 0 ? undefined : list;
      },
      inputs: {
        names: {
          kind: 'text',
          label: 'field.alpn.names',
          help: 'field.alpn.names.help',
        },
      },
    }),
  },
});
