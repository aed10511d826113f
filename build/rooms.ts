/** Who may import whom, as data: docs/architecture.md shows this table, and layers.ts holds the code to it. */

export interface Room {
  /** A folder, or a single file, from the root of the project. A file belongs to the narrowest room that it lies in. */
  readonly name: string;
  /** What it may import of ours, types included: its own files, and these rooms and files. */
  readonly imports: readonly string[];
  /** What of Node it may use: everything, what touches nothing outside of the program, or nothing. */
  readonly node: 'all' | 'pure' | 'none';
  /** Which packages it may use: all but Electron's, Electron's as well, or these. */
  readonly packages?: 'with electron' | readonly string[];
}

const pureRooms = ['main/conf', 'main/profile'] as const;
const engineRooms = ['main/disk', 'main/trust', 'main/tunnel'] as const;
/** All of main but its two fronts, the app and the command line program. */
const behindBoth = [
  ...pureRooms,
  ...engineRooms,
  'main/diagnose',
  'main/reading',
  'main/launch',
  'main/control',
  'main/network',
  'main/kit',
  'main/kit/folder.ts',
  'main/state',
  'main/specification.ts',
] as const;

export const rooms: readonly Room[] = [
  { name: 'preload', imports: ['preload/words'], node: 'none' },
  // What people read, for window and main.
  { name: 'preload/words', imports: [], node: 'none' },
  // Sandboxed, and without logic: of what is ours it needs the contract alone.
  {
    name: 'preload/index.ts',
    imports: ['preload/contract.ts', 'preload/channel.ts'],
    node: 'none',
    packages: ['electron'],
  },
  { name: 'main/specification.ts', imports: ['preload'], node: 'none' },
  { name: 'main/conf', imports: ['preload', 'preload/words'], node: 'pure' },
  { name: 'main/profile', imports: ['main/conf', 'main/specification.ts', 'preload', 'preload/words'], node: 'pure' },
  {
    name: 'main/kit',
    imports: ['main/conf', 'main/profile', 'preload', 'preload/words'],
    node: 'pure',
  },
  { name: 'main/kit/folder.ts', imports: ['main/kit', 'preload/words'], node: 'all' },
  { name: 'main/disk', imports: [], node: 'all' },
  { name: 'main/trust', imports: ['main/disk', 'preload', 'preload/words'], node: 'all' },
  {
    name: 'main/tunnel',
    imports: ['main/disk', 'main/trust', 'main/specification.ts', 'preload', 'preload/words'],
    node: 'all',
  },
  {
    name: 'main/diagnose',
    imports: ['main/profile', 'main/tunnel', 'main/trust', 'main/specification.ts', 'preload', 'preload/words'],
    node: 'all',
  },
  {
    name: 'main/reading',
    imports: ['main/profile', 'main/disk', 'main/trust', 'preload', 'preload/words'],
    node: 'all',
  },
  { name: 'main/launch', imports: ['main/disk', 'preload', 'preload/words'], node: 'all' },
  { name: 'main/control', imports: ['preload/words'], node: 'all' },
  { name: 'main/network', imports: ['preload'], node: 'all' },
  {
    name: 'main/state',
    imports: [
      'main/conf/paths.ts',
      'main/profile',
      'main/tunnel',
      'main/diagnose',
      'main/control',
      'main/network',
      'main/kit',
      'main/specification.ts',
      'preload',
      'preload/words',
    ],
    node: 'all',
  },
  { name: 'main/cli', imports: [...behindBoth, 'preload', 'preload/words'], node: 'all' },
  {
    name: 'main/desktop',
    imports: [...behindBoth, 'preload', 'preload/words'],
    node: 'all',
    packages: 'with electron',
  },
  // It wires the rooms of the app together, and leaves Electron to one of them.
  { name: 'main/app.ts', imports: [...behindBoth, 'main/desktop', 'preload', 'preload/words'], node: 'all' },
  // What comes before it, and nothing that takes long to load.
  {
    name: 'main/start.ts',
    imports: ['main/app.ts', 'main/desktop', 'main/state/logger.ts', 'preload/words/text.ts'],
    node: 'all',
  },
  // One of the two fronts, whichever a start of the program is for.
  { name: 'main/index.ts', imports: ['main/start.ts', 'main/cli'], node: 'none' },
  // Sandboxed: there is no Node in it, and nothing of main.
  { name: 'renderer', imports: ['renderer/ui', 'preload', 'preload/words'], node: 'none' },
  { name: 'renderer/ui', imports: ['preload', 'preload/words'], node: 'none' },
  // For tests only.
  { name: 'renderer/testing', imports: ['renderer', 'renderer/ui', 'preload', 'preload/words'], node: 'none' },
  {
    name: 'build',
    imports: ['main/tunnel', 'main/cli', 'preload', 'preload/words/languages.ts', 'renderer/ui'],
    node: 'all',
  },
  {
    name: 'test',
    imports: [
      ...behindBoth,
      'main/cli',
      'main/desktop',
      'renderer',
      'renderer/testing',
      'build',
      'preload',
      'preload/words',
    ],
    node: 'all',
  },
];
