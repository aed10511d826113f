/** Which of the programs that Adit knows are on this computer. */
import { access, constants } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Installed, Places } from './client.ts';
import { recipes } from './recipes.ts';
import { terminals } from './terminals.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface LookingWorld {
  readonly platform: NodeJS.Platform;
  readonly environment: Environment;
  readonly home: string;
  /** Whether a program, or on macOS an application, is there. */
  readonly isThere: (file: string) => Promise<boolean>;
}

interface Sought {
  readonly id: string;
  readonly places: Places;
}

/** Everything that the tables name. One id in two tables is one program. */
export const sought: readonly Sought[] = [
  ...terminals,
  ...Object.values(recipes).flatMap(({ clients }) =>
    clients.flatMap(({ id, places }) => ('system' in places ? [] : [{ id, places }])),
  ),
];

/** Looks for all of them at once. Never rejects. */
export async function findInstalled(
  environment: Environment,
  world: Omit<LookingWorld, 'environment'> = thisComputer,
): Promise<Installed> {
  const found = await Promise.all(
    sought.map(async ({ id, places }) => [id, await firstOf(places, { ...world, environment })] as const),
  );
  return new Map(found.flatMap(([id, place]) => (place === null ? [] : [[id, place] as const])));
}

async function firstOf(places: Places, world: LookingWorld): Promise<string | null> {
  const { platform } = world;
  if (platform !== 'linux' && platform !== 'darwin' && platform !== 'win32') return null;
  for (const place of places[platform] ?? []) {
    for (const candidate of candidatesOf(place, world)) if (await world.isThere(candidate)) return candidate;
  }
  return null;
}

/** The files that a place of a table may be. Pure. */
export function candidatesOf(place: string, { platform, environment, home }: LookingWorld): readonly string[] {
  if (place.startsWith('/')) return [place];
  const { join, delimiter, isAbsolute } = platform === 'win32' ? path.win32 : path.posix;
  const braces = /^\{([\w-]+)\}[\\/](.*)$/.exec(place);
  if (braces === null) {
    const folders = variable(environment, 'PATH')?.split(delimiter) ?? [];
    return folders.filter((folder) => isAbsolute(folder)).map((folder) => join(folder, place));
  }
  const [, folder = '', rest = ''] = braces;
  return (folders(environment, home)[folder] ?? []).map((start) => join(start, rest));
}

/** What stands in braces in the tables. */
function folders(environment: Environment, home: string): Readonly<Record<string, readonly string[]>> {
  const named = (name: string) => [variable(environment, name)].filter((value) => value !== undefined);
  return {
    programs: [...named('ProgramFiles'), ...named('ProgramW6432'), ...named('ProgramFiles(x86)')],
    programs32: [...named('ProgramFiles(x86)'), ...named('ProgramFiles')],
    local: named('LOCALAPPDATA'),
    system: named('SystemRoot').map((root) => path.win32.join(root, 'System32')),
    applications: ['/Applications', path.posix.join(home, 'Applications')],
    'system-applications': ['/System/Applications', '/Applications'],
  };
}

/** Names of Windows' environment have no case. */
function variable(environment: Environment, name: string): string | undefined {
  if (environment[name] !== undefined) return environment[name];
  const key = Object.keys(environment).find((one) => one.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : environment[key];
}

export const thisComputer: Omit<LookingWorld, 'environment'> = {
  platform: process.platform,
  home: homedir(),
  isThere: (file) =>
    access(file, constants.X_OK).then(
      () => true,
      () => false,
    ),
};
