/** That the linter notices who imports what it may not, and every kind of circle; and that the table is what the docs say. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsOf } from './imports.ts';
import { circleComplaints, complaintsAbout, refusals } from './layers.ts';
import { root } from './outputs.ts';
import { type Room, rooms } from './rooms.ts';

/** A file and a line of code in it. */
type Case = readonly [file: string, code: string];

const imports = (file: string, specifier: string): Case => [file, `import '${specifier}';`];

const refused: readonly Case[] = [
  imports('main/conf/a.ts', '../profile/b.ts'),
  imports('main/conf/a.ts', '../trust/b.ts'),
  imports('main/conf/a.ts', '../specification.ts'),
  imports('main/conf/a.ts', 'node:fs'),
  imports('main/conf/a.ts', 'node:fs/promises'),
  imports('main/conf/a.ts', 'node:child_process'),
  imports('main/profile/a.ts', 'node:net'),
  imports('main/profile/a.ts', '../trust/b.ts'),
  imports('main/profile/import/a.ts', '../../state/b.ts'),
  imports('main/trust/a.ts', '../tunnel/b.ts'),
  imports('main/trust/a.ts', '../profile/b.ts'),
  imports('main/tunnel/a.ts', '../profile/b.ts'),
  imports('main/tunnel/a.ts', '../conf/b.ts'),
  imports('main/tunnel/tls/a.ts', '../../state/b.ts'),
  imports('main/launch/a.ts', '../state/b.ts'),
  imports('main/launch/a.ts', '../conf/b.ts'),
  imports('main/state/a.ts', '../trust/b.ts'),
  imports('main/state/a.ts', '../desktop/b.ts'),
  imports('main/cli/a.ts', '../desktop/b.ts'),
  imports('main/desktop/a.ts', '../cli/b.ts'),
  imports('main/desktop/a.ts', '../../renderer/b.ts'),
  imports('main/desktop/a.ts', '../../test/b.ts'),
  imports('main/desktop/a.ts', './b.test.ts'),
  imports('main/tunnel/a.ts', '../../preload/index.ts'),
  imports('main/tunnel/a.ts', '../index.ts'),
  imports('main/tunnel/a.ts', 'electron'),
  imports('main/state/a.ts', 'electron-store'),
  imports('main/cli/a.ts', 'electron-log/main'),
  imports('main/launch/a.ts', 'electron-updater'),
  imports('main/index.ts', 'electron'),
  imports('main/app.ts', 'electron'),
  imports('main/app.ts', './cli/b.ts'),
  imports('main/index.ts', './desktop/b.ts'),
  imports('main/index.ts', './app.ts'),
  imports('main/start.ts', './state/b.ts'),
  imports('renderer/profiles/a.ts', '../../main/state/b.ts'),
  imports('renderer/a.tsx', '../preload/index.ts'),
  imports('renderer/a.tsx', './testing/b.ts'),
  imports('renderer/ui/a.tsx', '../store.ts'),
  imports('renderer/a.ts', 'electron'),
  imports('renderer/a.ts', 'node:path'),
  imports('preload/contract.ts', '../main/state/b.ts'),
  imports('preload/types.ts', 'electron'),
  imports('preload/index.ts', './schemas.ts'),
  imports('preload/index.ts', 'zod'),
  imports('build/a.ts', 'electron'),
  imports('build/a.ts', '../test/b.ts'),
  imports('main/cellar/a.ts', './b.ts'),
  ['main/conf/a.ts', "export { x } from '../profile/b.ts';"],
  ['main/conf/a.ts', "export * from '../profile/b.ts';"],
  ['main/conf/a.ts', "export type * from '../profile/b.ts';"],
  ['main/conf/a.ts', "import type { X } from '../profile/b.ts';"],
  ['main/conf/a.ts', "import { type X } from '../profile/b.ts';"],
  ['main/conf/a.ts', "type X = readonly import('../profile/b.ts').X[];"],
  ['main/conf/a.ts', "let x: typeof import('../profile/b.ts');"],
  ['main/conf/a.ts', "export const load = () => import('../profile/b.ts');"],
  ['main/conf/a.ts', "import x = require('../profile/b.ts');"],
  ['main/conf/a.ts', "using x = y();\nimport '../profile/b.ts';"],
];

const allowed: readonly Case[] = [
  imports('main/conf/a.ts', './b.ts'),
  imports('main/conf/strict/a.ts', '../b.ts'),
  imports('main/conf/a.ts', '../../preload/types.ts'),
  imports('main/conf/a.ts', 'node:path'),
  imports('main/conf/a.ts', 'node:path/posix'),
  imports('main/profile/a.ts', '../conf/b.ts'),
  imports('main/profile/a.ts', 'zod'),
  imports('main/trust/a.ts', 'node:crypto'),
  imports('main/tunnel/tls/a.ts', '../../trust/b.ts'),
  imports('main/tunnel/tls/a.ts', '../engine.ts'),
  imports('main/state/a.ts', '../tunnel/b.ts'),
  imports('main/cli/a.ts', '../profile/b.ts'),
  imports('main/desktop/a.ts', '../launch/b.ts'),
  imports('main/desktop/a.ts', 'electron'),
  imports('main/desktop/a.ts', '../../preload/contract.ts'),
  imports('main/app.ts', './desktop/b.ts'),
  imports('main/app.ts', '../package.json'),
  imports('main/index.ts', './start.ts'),
  imports('main/start.ts', './app.ts'),
  imports('main/start.ts', './desktop/b.ts'),
  imports('main/index.ts', './cli/b.ts'),
  imports('renderer/trust/a.tsx', '../store.ts'),
  imports('renderer/trust/a.tsx', './a.module.css'),
  imports('renderer/trust/a.tsx', '../../preload/schemas.ts'),
  imports('preload/index.ts', 'electron'),
  imports('preload/index.ts', './contract.ts'),
  imports('main/conf/a.test.ts', '../profile/b.ts'),
  imports('test/engine/a.ts', '../../main/tunnel/b.ts'),
  ['main/conf/a.ts', "const text = \"import '../profile/b.ts'; require('../profile/b.ts')\";"],
];

const named = (cases: readonly Case[]) => cases.map(([file, code]) => ({ name: `${file}: ${code}`, file, code }));

describe('who may import whom', () => {
  test.each(named(refused))('is refused: $name', ({ file, code }) => {
    expect(refusals(importsOf(file, code))).toHaveLength(1);
  });

  test.each(named(allowed))('is allowed: $name', ({ file, code }) => {
    expect(refusals(importsOf(file, code))).toEqual([]);
  });

  test('a refusal names the file, the line and the room', () => {
    expect(refusals(importsOf('main/conf/a.ts', "\n\nimport '../trust/b.ts';"))).toEqual([
      'main/conf/a.ts:3 imports main/trust/b.ts, which main/conf may not.',
    ]);
  });
});

describe('circles', () => {
  const complaintsAboutFiles = (files: Readonly<Record<string, string>>) =>
    circleComplaints(Object.entries(files).flatMap(([file, code]) => importsOf(file, code)));

  test.each([
    ['two files', { 'main/state/a.ts': "import './b.ts';", 'main/state/b.ts': "import './a.ts';" }, 'main/state'],
    [
      'three files, one step being a type',
      {
        'main/state/a.ts': "import './b.ts';",
        'main/state/b.ts': "import './c.ts';",
        'main/state/c.ts': "import type { A } from './a.ts';",
      },
      'main/state',
    ],
    [
      'types alone',
      { 'preload/a.ts': "import type { B } from './b.ts';", 'preload/b.ts': "export type { A } from './a.ts';" },
      'preload',
    ],
    [
      'two folders, without a circle of files',
      {
        'main/tunnel/tls/a.ts': "import '../negotiation/b.ts';",
        'main/tunnel/negotiation/c.ts': "import type { D } from '../tls/d.ts';",
      },
      'main/tunnel',
    ],
    [
      'a folder and a file beside it',
      { 'main/tunnel/tls/a.ts': "import '../engine.ts';", 'main/tunnel/engine.ts': "import './tls/b.ts';" },
      'main/tunnel',
    ],
    [
      'folders whose files lie deeper',
      { 'main/cli/x/y/a.ts': "import '../../z/b.ts';", 'main/cli/z/w/c.ts': "import '../../x/d.ts';" },
      'main/cli',
    ],
    ['rooms', { 'build/a.ts': "import '../test/b.ts';", 'test/c/d.ts': "import '../../build/e.ts';" }, '.'],
  ])('are found: %s', (_, files, folder) => {
    expect(complaintsAboutFiles(files)).toEqual([expect.stringContaining(`In ${folder} there is a circle:`)]);
  });

  test.each([
    ['a file and a folder below it', { 'main/cli/a.ts': "import './x/b.ts';", 'main/cli/x/b.ts': "import './c.ts';" }],
    [
      'two ways to the same file',
      { 'main/cli/a.ts': "import './b.ts'; import './c.ts';", 'main/cli/b.ts': "import './c.ts';" },
    ],
    ['tests', { 'main/cli/a.test.ts': "import './b.ts';", 'main/cli/b.ts': "import './a.test.ts';" }],
  ])('are not seen where there are none: %s', (_, files) => {
    expect(complaintsAboutFiles(files)).toEqual([]);
  });

  test('each step of the shortest way is told, by file and line', () => {
    const files = {
      'main/state/a.ts': "import './b.ts';\nimport './x/c.ts';",
      'main/state/b.ts': "import './x/d.ts';",
      'main/state/x/c.ts': "\nimport type { A } from '../a.ts';",
    };
    expect(complaintsAboutFiles(files)).toEqual([
      [
        'In main/state there is a circle:',
        '    main/state/a.ts:2 imports main/state/x/c.ts',
        '    main/state/x/c.ts:2 imports main/state/a.ts',
      ].join('\n'),
    ]);
  });
});

test('all files of a checkout are read', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'adit-layers-'));
  const write = async ([file, code]: Case) => {
    await mkdir(dirname(join(directory, file)), { recursive: true });
    await writeFile(join(directory, file), code);
  };
  try {
    const bad: readonly Case[] = [
      ['main/conf/strict/a.ts', "import '../../trust/b.ts';"],
      ['preload/a.ts', "import '../main/conf/a.ts';"],
      ['renderer/ui/a.tsx', "import '../store.ts';\nexport const A = () => <p>import</p>;"],
      ['build/a.mjs', "import 'electron';"],
      ['test/a/b.ts', "import 'electron';"],
    ];
    for (const each of bad) await write(each);
    for (const [file] of bad) {
      expect(complaintsAbout(directory)).toContainEqual(expect.stringContaining(`${file}:1 imports`));
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});

test('this project keeps to it', () => {
  expect(complaintsAbout(root)).toEqual([]);
});

test('docs/architecture.md shows the table as it is', async () => {
  const text = await readFile(join(root, 'docs/architecture.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `((?:main|preload|renderer)[^`]*)` \|[^|]*\| ([^|]*) \|$/gm)];
  const shown = new Map(rows.map(([, name = '', may = '']) => [name, may]));
  const short = ({ imports: all }: Room) =>
    all.filter((name) => name !== 'preload').map((name) => name.replace('main/', ''));
  const said = (room: Room) => short(room).join(', ') || 'nothing';
  const documented = rooms.filter(({ name }) => /^(?:main|preload|renderer)/.test(name));
  expect(shown).toEqual(new Map(documented.map((room) => [room.name, said(room)])));
});
