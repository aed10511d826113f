/** The licences of all packages that a bundle has something of. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** A text with all of them, by name. `modules`: ids of the bundler, those of our own files among them. */
export function licences(modules: Iterable<string>): string {
  const packages = new Map<string, string>();
  for (const id of modules) {
    const [, place = '', name = ''] =
      /^\0?(.*\/node_modules\/)((?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/')) ?? [];
    if (name !== '') packages.set(name, join(place, name));
  }
  return [...packages]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([name, place]) => licenceOf(name, place))
    .join('\n\n');
}

/** A package whose licence cannot be shown must not be passed on. */
function licenceOf(name: string, place: string): string {
  const file = readdirSync(place).find((entry) => /^licen[cs]e(?:\.|$)/i.test(entry));
  const about = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) as Readonly<Record<string, unknown>>;
  if (file === undefined && typeof about['license'] !== 'string') throw new Error(`${name} comes without a licence.`);
  const text =
    file === undefined ? `Licence: ${String(about['license'])}` : readFileSync(join(place, file), 'utf8').trim();
  return `${name} ${String(about['version'])}\n${'-'.repeat(name.length)}\n\n${text}`;
}

/** Adds what is in the bundle to the modules. */
export const collectModules = (modules: Set<string>): Plugin => ({
  name: 'adit:modules',
  generateBundle(_options, output) {
    for (const chunk of Object.values(output)) {
      if (chunk.type === 'chunk') for (const id of chunk.moduleIds) modules.add(id);
    }
  },
});
