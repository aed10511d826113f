/** What a person can choose in the settings: for each application, and for the terminal, the clients of this system. Pure. */

import type { ProgramChoices } from '../../preload/app-state.ts';
import { applicationText } from '../../preload/fields/application-names.ts';
import type { ProgramSlot } from '../../preload/types.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import type { Client, Installed } from './client.ts';
import { isOf } from './plan.ts';
import { recipes } from './recipes.ts';
import { terminalsOf } from './terminals.ts';

/** Only where there is something to choose: two clients, or one that has to be looked for. */
export function programChoices(platform: NodeJS.Platform, installed: Installed): readonly ProgramChoices[] {
  const choice = (id: string, label: string | Text, isSystem = false) => ({
    id,
    label,
    isFound: isSystem || installed.has(id),
    canBeElsewhere: !isSystem,
  });
  const terminal = {
    slot: 'terminal' as const,
    label: toSay('launch.terminal'),
    clients: terminalsOf(platform).map(({ id, label }) => choice(id, label)),
  };
  const applications = (Object.keys(recipes) as (keyof typeof recipes)[]).map((slot) => ({
    slot: slot satisfies ProgramSlot,
    label: applicationText(slot),
    clients: recipes[slot].clients
      .filter((client) => isOf(client, platform))
      .map((client: Client) => choice(client.id, client.label, 'system' in client.places)),
  }));
  return [terminal, ...applications].filter(({ clients }) => clients.some(({ canBeElsewhere }) => canBeElsewhere));
}
