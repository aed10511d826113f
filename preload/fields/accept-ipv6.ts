import { z } from 'zod';
import { toSay } from '../words/text.ts';
import { field, keep } from './field.ts';
import { form } from './form.ts';

/**
 * Listens on ::1 as well where the profile listens on 127.0.0.1. Many programs that are told `localhost` try ::1 first, and
 * on some systems wait for seconds before they try the other. It is a favour: a tunnel is on without it. Left out: no.
 */
export const acceptIpv6 = field(z.literal(true).optional(), {
  label: 'field.acceptIpv6',
  words: (isOn) => (isOn ? toSay('value.yes') : toSay('value.no')),
  usual: undefined,
  update: keep,
  shared: 'as it is',
  stunnel: { kind: 'special', options: [] },
  preview: 'own place',
  engine: 'as it is',
  editor: {
    section: 'local',
    form: form({
      draftOf: (isOn: true | undefined) => ({ isOn: isOn === true }) as { readonly isOn: boolean },
      valueOf: ({ isOn }) => (isOn ? true : undefined),
      inputs: { isOn: { kind: 'switch', label: 'field.acceptIpv6.isOn' } },
    }),
  },
});
