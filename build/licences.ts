/** The licences of all packages that a bundle has something of. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** The folder that it is installed in. */
  readonly place: string;
}

/** By name. `modules`: ids of the bundler, those of our own files among them. */
export function packagesOf(modules: Iterable<string>): readonly BundledPackage[] {
  const places = new Map<string, string>();
  for (const id of modules) {
    const [, folder = '', name = ''] =
      /^\0?(.*\/node_modules\/)((?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/')) ?? [];
    if (name !== '') places.set(join(folder, name), name);
  }
  return [...places]
    .map(([place, name]) => ({ place, name, version: String(about(place)['version']) }))
    .toSorted((one, other) => one.name.localeCompare(other.name) || one.version.localeCompare(other.version));
}

const about = (place: string): Readonly<Record<string, unknown>> =>
  JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));

/** A text with the licences of all. */
export const licences = (packages: readonly BundledPackage[]): string => packages.map(licenceOf).join('\n\n');

/** A package whose licence cannot be shown must not be passed on. */
function licenceOf({ name, version, place }: BundledPackage): string {
  const file = readdirSync(place).find((entry) => /^licen[cs]e(?:\.|$)/i.test(entry));
  const { license } = about(place);
  if (file === undefined && typeof license !== 'string') throw new Error(`${name} comes without a licence.`);
  const text = file === undefined ? `Licence: ${license}` : readFileSync(join(place, file), 'utf8').trim();
  return `${name} ${version}\n${'-'.repeat(name.length)}\n\n${text}`;
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
