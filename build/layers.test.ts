/** Proves that the linter enforces who may import whom: it judges one line for each case, by a copy of biome.json. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const rules: readonly string[] = ['lint/style/noRestrictedImports', 'lint/suspicious/noImportCycles'];
const root = join(import.meta.dirname, '..');

/** A file and a line of code in it. */
type Case = readonly [file: string, code: string];

const imports = (file: string, specifier: string): Case => [file, `import '${specifier}';`];

const refused: readonly Case[] = [
  imports('main/conf/a.ts', '../profile/b.ts'),
  imports('main/conf/a.ts', '../trust/b.ts'),
  imports('main/conf/a.ts', 'node:fs'),
  imports('main/conf/a.ts', 'node:fs/promises'),
  imports('main/conf/a.ts', 'node:child_process'),
  imports('main/profile/a.ts', 'node:net'),
  imports('main/profile/a.ts', '../trust/b.ts'),
  imports('main/profile/a.ts', '../state/b.ts'),
  imports('main/trust/a.ts', '../tunnel/b.ts'),
  imports('main/trust/a.ts', '../profile/b.ts'),
  imports('main/tunnel/a.ts', '../profile/b.ts'),
  imports('main/tunnel/a.ts', '../conf/b.ts'),
  imports('main/tunnel/tls/a.ts', '../../state/b.ts'),
  imports('main/launch/a.ts', '../state/b.ts'),
  imports('main/launch/a.ts', '../conf/b.ts'),
  imports('main/diagnose/a.ts', '../launch/b.ts'),
  imports('main/state/a.ts', '../trust/b.ts'),
  imports('main/state/a.ts', '../desktop/b.ts'),
  imports('main/cli/a.ts', '../desktop/b.ts'),
  imports('main/desktop/a.ts', '../cli/b.ts'),
  imports('main/desktop/a.ts', '../../renderer/b.ts'),
  imports('main/desktop/a.ts', '../../test/b.ts'),
  imports('main/tunnel/a.ts', '../../preload/index.ts'),
  imports('main/tunnel/a.ts', '../index.ts'),
  imports('main/tunnel/a.ts', 'electron'),
  imports('main/state/a.ts', 'electron-store'),
  imports('main/cli/a.ts', 'electron-log/main'),
  imports('main/launch/a.ts', 'electron-updater'),
  imports('main/index.ts', 'electron'),
  imports('renderer/profiles/a.ts', '../../main/state/b.ts'),
  imports('renderer/a.ts', '../preload/index.ts'),
  imports('renderer/a.ts', 'electron'),
  imports('renderer/a.ts', 'node:fs'),
  imports('preload/contract.ts', '../main/state/b.ts'),
  imports('preload/types.ts', 'electron'),
  imports('preload/requests.ts', '../main/specification.ts'),
  imports('preload/index.ts', './schemas.ts'),
  imports('preload/index.ts', './requests.ts'),
  imports('preload/index.ts', 'zod'),
  ['main/conf/a.ts', "export { x } from '../profile/b.ts';"],
  ['main/conf/a.ts', "export * from '../profile/b.ts';"],
  ['main/conf/a.ts', "import type { X } from '../profile/b.ts';"],
  ['main/conf/a.ts', "export const load = () => import('../profile/b.ts');"],
  imports('main/state/cycle.ts', './cycle-too.ts'),
];

const allowed: readonly Case[] = [
  imports('main/conf/a.ts', './b.ts'),
  imports('main/conf/a.ts', '../../preload/types.ts'),
  imports('main/conf/a.ts', 'node:path'),
  imports('main/profile/a.ts', '../conf/b.ts'),
  imports('main/profile/a.ts', '../specification.ts'),
  imports('main/tunnel/a.ts', '../specification.ts'),
  imports('main/trust/a.ts', 'node:crypto'),
  imports('main/tunnel/tls/a.ts', '../../trust/b.ts'),
  imports('main/tunnel/tls/a.ts', '../engine.ts'),
  imports('main/launch/a.ts', '../profile/b.ts'),
  imports('main/launch/a.ts', '../tunnel/b.ts'),
  imports('main/diagnose/a.ts', '../trust/b.ts'),
  imports('main/state/a.ts', '../tunnel/b.ts'),
  imports('main/cli/a.ts', '../profile/b.ts'),
  imports('main/desktop/a.ts', '../launch/b.ts'),
  imports('main/desktop/a.ts', 'electron'),
  imports('main/desktop/a.ts', '../../preload/contract.ts'),
  imports('main/index.ts', './desktop/b.ts'),
  imports('renderer/trust/a.ts', '../store.ts'),
  imports('renderer/trust/a.ts', '../../preload/schemas.ts'),
  imports('renderer/a.ts', '../preload/app-state.ts'),
  imports('preload/index.ts', 'electron'),
  imports('preload/index.ts', './contract.ts'),
  imports('main/conf/a.test.ts', '../profile/b.ts'),
  imports('test/engine/a.ts', '../../main/tunnel/b.ts'),
];

interface Report {
  readonly diagnostics: readonly {
    readonly category: string;
    readonly location: { readonly path: string; readonly start: { readonly line: number } };
  }[];
}

let directory = '';
let complaints: ReadonlySet<string> = new Set();
const files = new Map<string, string[]>();
const places = new Map<Case, string>();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'adit-layers-'));
  for (const each of [...refused, ...allowed]) {
    const [file, code] = each;
    const lines = files.get(file) ?? [];
    files.set(file, lines);
    places.set(each, `${file}:${lines.push(code)}`);
  }
  files.set('main/state/cycle-too.ts', ["import './cycle.ts';"]);

  const configuration: Record<string, unknown> = JSON.parse(await readFile(join(root, 'biome.json'), 'utf8'));
  files.set('biome.json', [JSON.stringify({ ...configuration, vcs: { enabled: false } })]);
  for (const [file, lines] of files) {
    await mkdir(dirname(join(directory, file)), { recursive: true });
    await writeFile(join(directory, file), `${lines.join('\n')}\n`);
  }

  const report = await new Promise<Report>((resolve, reject) => {
    const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
    const options = { cwd: directory, maxBuffer: 16 * 1024 * 1024 };
    const line = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'];
    // It exits with 1 because it complains, which is what is wanted here.
    execFile(process.execPath, line, options, (_, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout));
      } catch {
        reject(new Error(`The linter's report is no JSON: ${stdout}${stderr}`));
      }
    });
  });
  complaints = new Set(
    report.diagnostics
      .filter(({ category }) => rules.includes(category))
      .map(({ location }) => `${location.path}:${location.start.line}`),
  );
});

afterAll(() => rm(directory, { recursive: true, force: true }));

const named = (cases: readonly Case[]) => cases.map((each) => ({ name: each.join(': '), each }));

describe('who may import whom', () => {
  test.each(named(refused))('is refused: $name', ({ each }) => {
    expect(complaints).toContain(places.get(each));
  });

  test.each(named(allowed))('is allowed: $name', ({ each }) => {
    expect(complaints).not.toContain(places.get(each));
  });
});
