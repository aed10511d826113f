/** What is promised about the packages, as far as their configuration says it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../../build/outputs.ts';

interface Platform {
  readonly target: readonly (string | { readonly target: string })[];
  readonly fileAssociations?: unknown;
}

interface Configuration {
  readonly asar: boolean;
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly protocols: unknown;
  readonly mac: Platform;
  readonly win: Platform;
  readonly linux: Platform;
}

const configuration: Configuration = parse(await readFile(join(root, 'electron-builder.yml'), 'utf8'));

/** electron-builder 26 cannot set it; Electron's default, on, is what is wanted. */
const leftToElectron = new Set(['WasmTrapHandlers']);

describe('electron-builder.yml', () => {
  test('states every fuse', () => {
    const names = Object.keys(FuseV1Options).filter((name) => !/^\d+$/.test(name) && !leftToElectron.has(name));
    const stated = Object.keys(configuration.electronFuses).map((name) => name.replace(/^enable/, '').toLowerCase());
    const wanted = names.map((name) => name.replace(/^Enable/, '').toLowerCase());
    expect(new Set(stated)).toEqual(new Set([...wanted, 'resetadhocdarwinsignature']));
  });

  test('lets nobody use the program as a Node, debug it, or replace its code', () => {
    expect(configuration.electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
    expect(configuration.asar).toBe(true);
  });

  test('makes the packages of all three systems', () => {
    const targets = ({ target }: Platform) => target.map((each) => (typeof each === 'string' ? each : each.target));
    expect(targets(configuration.mac)).toEqual(['dmg', 'zip']);
    expect(targets(configuration.win)).toEqual(['nsis', 'portable']);
    expect(targets(configuration.linux)).toEqual(['AppImage', 'deb', 'rpm', 'tar.gz']);
    expect(configuration.protocols).toMatchObject([{ schemes: ['adit'] }]);
  });

  test('offers itself for .conf without taking the type over; only .adit is its own', () => {
    expect(configuration.mac.fileAssociations).toMatchObject([
      { ext: 'conf', role: 'Viewer', rank: 'Alternate' },
      { ext: 'adit', role: 'Viewer', rank: 'Owner' },
    ]);
    // Outside mac they would make Adit the default program of every .conf file.
    expect(configuration).not.toHaveProperty('fileAssociations');
    expect(configuration.win).not.toHaveProperty('fileAssociations');
    expect(configuration.linux.fileAssociations).toMatchObject([{ ext: 'adit' }]);
  });
});

describe('package-lock.json', () => {
  interface Locked {
    readonly resolved?: string;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly optionalDependencies?: Readonly<Record<string, string>>;
  }

  test('holds every package that it names, for every system, so that npm ci can run', async () => {
    const { packages }: { packages: Readonly<Record<string, Locked>> } = JSON.parse(
      await readFile(join(root, 'package-lock.json'), 'utf8'),
    );
    const missing: string[] = [];
    for (const [path, { dependencies, optionalDependencies }] of Object.entries(packages)) {
      for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
        const homes = path.split('/node_modules/').map((_, depth, parts) => parts.slice(0, depth + 1));
        const candidates = ['', ...homes.map((parts) => parts.join('/node_modules/'))];
        const found = candidates.some((home) => packages[`${home}${home === '' ? '' : '/'}node_modules/${name}`]);
        if (!found) missing.push(`${name}, wanted by ${path}`);
      }
    }
    expect(missing).toEqual([]);
  });

  test('names no registry: that is the business of the machine that installs', async () => {
    expect(await readFile(join(root, 'package-lock.json'), 'utf8')).not.toContain('"resolved"');
  });
});
