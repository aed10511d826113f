/** A command of the person's own, its arguments kept apart, with fields for where the tunnel is. */

import { fillIn } from '../../../preload/command-template.ts';
import type { Profile } from '../../../preload/types.ts';
import { toSay } from '../../../preload/words/text.ts';
import { type Client, inTerminal, program, type Recipe } from '../client.ts';
import { quoteFor } from '../quote.ts';
import { addressOf, type Target } from '../target.ts';

type OwnCommand = NonNullable<Profile['command']>;

const filledIn = (argv: readonly string[], { host, port, socket, user, server }: Target): readonly string[] =>
  fillIn(argv, { host, port, socket: socket ?? '', user: user ?? '', server });

function ownClient({ argv, inTerminal: needsTerminal }: OwnCommand): Client {
  return {
    id: 'own',
    label: toSay('launch.own'),
    places: { system: ['linux', 'darwin', 'win32'] },
    start: (target) => (needsTerminal ? inTerminal : program)(...filledIn(argv, target)),
  };
}

export const custom = (command: OwnCommand | undefined): Recipe => ({
  label: command === undefined ? toSay('launch.copyAddress') : toSay('launch.startOwn'),
  clients: command === undefined ? [] : [ownClient(command)],
  lines: (target) => [
    ...(command === undefined
      ? []
      : [{ label: toSay('launch.line.command'), text: quoteFor(target.platform, filledIn(command.argv, target)) }]),
    { label: toSay('launch.line.address'), text: addressOf(target) },
  ],
});
