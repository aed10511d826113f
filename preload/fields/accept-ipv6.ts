import { z } from 'zod';
import { field, keep } from './field.ts';
import { form } from './form.ts';

/** The address that tunnels listen on unless a person chose another one. */
export const LOOPBACK = '127.0.0.1';
export const LOOPBACK_IPV6 = '::1';

interface Place {
  readonly host: string;
  readonly port: unknown;
}

/** The addresses on ::1 beside those on 127.0.0.1, with the same ports; without those that are listed anyway. */
export const ipv6Twins = <One extends Place>(accept: readonly One[]): One[] =>
  accept
    .filter(({ host, port }) => host === LOOPBACK && !accept.some((other) => isTwin(other, port)))
    .map((one) => ({ ...one, host: LOOPBACK_IPV6 }));

const isTwin = (one: Place, port: unknown) => one.host === LOOPBACK_IPV6 && one.port === port;

/**
 * Listens on ::1 as well where the profile listens on 127.0.0.1. Many programs that are told `localhost` try ::1 first, and
 * on some systems wait for seconds before they try the other. It is a favour: a tunnel is on without it. Left out: no.
 */
export const acceptIpv6 = field(z.literal(true).optional(), {
  label: 'On ::1 as well',
  words: (isOn) => (isOn ? 'yes' : 'no'),
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
      inputs: { isOn: { kind: 'switch', label: 'On ::1 as well, for programs that look for “localhost” there first' } },
    }),
  },
});
