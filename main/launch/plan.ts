/** From a profile to what is started for it: which client, with which arguments. Pure. */

import { createHash } from 'node:crypto';
import type { Profile, Settings } from '../../preload/types.ts';
import { sayClause } from '../../preload/words/say.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import { type ConnectCommand, recipeBySocket } from './by-socket.ts';
import type { Client, CopyLine, Installed, Start } from './client.ts';
import { quoteFor } from './quote.ts';
import { recipeOf } from './recipes.ts';
import { type Target, targetOf } from './target.ts';
import { chooseTerminal } from './terminals.ts';

export interface LaunchPlan {
  /** For a button: `Open SSH`. */
  readonly label: string | Text;
  /** null: there is nothing to start, the first line goes to the clipboard. */
  readonly start: Start | null;
  /** Who is started, for a sentence: `OpenSSH in Konsole`. null: nobody. */
  readonly by: string | Text | null;
  /** Changes with the program and its arguments, but not with the tunnel's local port. */
  readonly digest: string;
  /** The main line to copy, quoted for the platform's shell. */
  readonly command: string;
  /** Further lines. */
  readonly lines: readonly (CopyLine & { readonly text: string })[];
  /** What a person should know: sentences. */
  readonly notes: readonly (string | Text)[];
}

export interface PlanWorld {
  readonly platform: NodeJS.Platform;
  /** What was found on this computer; null: nobody has looked yet. */
  readonly installed: Installed | null;
  readonly programs: Settings['programs'];
  /** Left out: nobody outside can call this program. */
  readonly connectCommand?: ConnectCommand;
}

/** How the profile's application is started through the tunnel; null when the profile has no address to connect to. */
export function planLaunch(profile: Profile, world: PlanWorld): LaunchPlan | null {
  const target = targetOf(profile, world.platform);
  if (target === null) return null;
  const bySocket = profile.accept.length === 0 ? target.socket : null;
  const recipe =
    bySocket === null ? recipeOf(profile) : recipeBySocket(profile, bySocket, world.connectCommand ?? null);
  const [main, ...lines] = recipe.lines(target);
  const chosen = chooseClient(profile.application, recipe.clients, world);
  const start = chosen?.client.start?.(target, chosen.program) ?? null;
  return {
    label: recipe.label,
    start,
    by: start === null || chosen === null ? null : whoIsStarted(chosen.client, start, world),
    digest: digestOf(start, target),
    command: start?.kind === 'terminal' ? quoteFor(world.platform, start.argv) : sayClause(main?.text ?? ''),
    lines: [...lines, ...(start === null ? [] : [linkLine(profile)])].map(({ label, text }) => ({
      label,
      text: sayClause(text),
    })),
    notes: chosen?.client.notes?.(target) ?? [],
  };
}

/** Opened from anywhere, it asks whether to connect. */
const linkLine = ({ name }: Profile): CopyLine => ({
  label: toSay('launch.line.link'),
  text: `adit://connect/${encodeURIComponent(name)}`,
});

export interface Chosen {
  readonly client: Client;
  readonly program: string;
}

/** The client of the settings where it can be had here, else the first that was found, else the first of this system. */
export function chooseClient(
  application: Profile['application'],
  clients: readonly Client[],
  { platform, installed, programs }: PlanWorld,
): Chosen | null {
  const here = clients.filter((client) => isOf(client, platform));
  const setting = programs?.[application];
  const wanted = here.find(({ id }) => id === setting?.client);
  const found = wanted ?? here.find((client) => placeOf(client, installed) !== null) ?? here[0];
  if (found === undefined) return null;
  const ownPlace = found === wanted ? setting?.path : undefined;
  return { client: found, program: ownPlace ?? placeOf(found, installed) ?? firstName(found, platform) };
}

/** Whether this system can have it. */
export const isOf = ({ places }: Client, platform: NodeJS.Platform): boolean =>
  'system' in places ? places.system.some((one) => one === platform) : firstPlace(places, platform) !== undefined;

const placeOf = ({ id, places }: Client, installed: Installed | null): string | null =>
  'system' in places ? id : (installed?.get(id) ?? null);

function firstPlace(places: Exclude<Client['places'], { readonly system: unknown }>, platform: NodeJS.Platform) {
  return platform === 'linux' || platform === 'darwin' || platform === 'win32' ? places[platform]?.[0] : undefined;
}

const firstName = ({ id, places }: Client, platform: NodeJS.Platform): string =>
  'system' in places ? id : (firstPlace(places, platform) ?? id);

function whoIsStarted({ label }: Client, start: Start, world: PlanWorld): string | Text {
  if (start.kind !== 'terminal') return withinSentence(label);
  const terminal = chooseTerminal(world)?.label ?? toSay('launch.aTerminal');
  return toSay('launch.in', { program: withinSentence(label), terminal: withinSentence(terminal) });
}

/** What is no name has another form there. */
const withinSentence = (label: string | Text): string | Text =>
  typeof label === 'string' ? label : (within[label.id] ?? label);

const within: Readonly<Partial<Record<string, Text>>> = {
  'launch.own': toSay('launch.own.within'),
  'launch.browser': toSay('launch.browser.within'),
  'launch.files': toSay('launch.files.within'),
  'launch.desktopTerminal': toSay('launch.desktopTerminal.within'),
  'launch.systemTerminal': toSay('launch.systemTerminal.within'),
};

function digestOf(start: Start | null, target: Target): string {
  const local = (word: string) => (target.port === '' ? word : word.replaceAll(target.port, '{port}'));
  const what = start?.kind === 'url' ? [start.url] : (start?.argv ?? []);
  return createHash('sha256')
    .update(JSON.stringify([start?.kind, what.map(local)]))
    .digest('hex');
}
