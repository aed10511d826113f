/** A command of the person's own, its arguments kept apart, with fields for where the tunnel is. */
import type { Profile } from '../../../preload/types.ts';
import { type Client, inTerminal, program, type Recipe } from '../client.ts';
import { quoteFor } from '../quote.ts';
import { addressOf, type Target } from '../target.ts';

type OwnCommand = NonNullable<Profile['command']>;

const fieldsOf = (target: Target): Readonly<Record<string, string>> => ({
  host: target.host,
  port: target.port,
  user: target.user ?? '',
  server: target.server,
});

/** Each argument by itself: what a field holds never becomes two arguments, or none. */
export const filledIn = (argv: readonly string[], target: Target): readonly string[] =>
  argv.map((word) => word.replace(/\{(\w+)\}/g, (whole, name: string) => fieldsOf(target)[name] ?? whole));

function ownClient({ argv, inTerminal: needsTerminal }: OwnCommand): Client {
  return {
    id: 'own',
    label: 'Your command',
    places: { system: ['linux', 'darwin', 'win32'] },
    start: (target) => (needsTerminal ? inTerminal : program)(...filledIn(argv, target)),
  };
}

export const custom = (command: OwnCommand | undefined): Recipe => ({
  label: command === undefined ? 'Copy address' : 'Start your command',
  clients: command === undefined ? [] : [ownClient(command)],
  lines: (target) => [
    ...(command === undefined
      ? []
      : [{ label: 'Command', text: quoteFor(target.platform, filledIn(command.argv, target)) }]),
    { label: 'Address', text: addressOf(target) },
  ],
});
