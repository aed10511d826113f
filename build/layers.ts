/** Holds the code to the table of rooms, and to importing in no circle. */
import { type Circle, circlesIn } from './circles.ts';
import { codeIn, type Import, importsIn } from './imports.ts';
import { type Room, rooms } from './rooms.ts';

/** Modules of Node that touch nothing outside of the program. */
const pureModules = ['node:path', 'node:util', 'node:url', 'node:buffer'];
const electronPackages = ['electron', 'electron-store', 'electron-log', 'electron-updater'];

/** Tests may import whatever they test, and nobody imports them. */
const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file);

const liesIn = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);
const liesInOne = (path: string, places: readonly string[]): boolean => places.some((place) => liesIn(path, place));

/** The narrowest room that a file lies in; none for what lies beside them, as package.json. */
const roomOf = (file: string): Room | undefined =>
  rooms.filter(({ name }) => liesIn(file, name)).sort((a, b) => b.name.length - a.name.length)[0];

function mayImport({ name, imports, node, packages }: Room, { kind, to }: Import): boolean {
  if (kind === 'node') return node === 'all' || (node === 'pure' && liesInOne(to, pureModules));
  if (kind === 'package') {
    if (packages === 'with electron') return true;
    return packages === undefined ? !liesInOne(to, electronPackages) : liesInOne(to, packages);
  }
  const target = roomOf(to)?.name ?? name;
  return !isTest(to) && (target === name || imports.includes(target) || imports.includes(to));
}

function refusal(each: Import): string | null {
  const room = roomOf(each.from);
  if (room === undefined) return `${each.from} lies in no room that build/rooms.ts names.`;
  return mayImport(room, each) ? null : `${each.from}:${each.line} imports ${each.to}, which ${room.name} may not.`;
}

/** The imports that the table does not allow: one sentence for each. Pure. */
export const refusals = (imports: readonly Import[]): readonly string[] =>
  imports.filter(({ from }) => !isTest(from)).flatMap((each) => refusal(each) ?? []);

const description = ({ folder, steps }: Circle): string =>
  [`In ${folder} there is a circle:`, ...steps.map(({ from, line, to }) => `    ${from}:${line} imports ${to}`)].join(
    '\n',
  );

/** The circles of files and folders: what each is made of. Pure. */
export const circleComplaints = (imports: readonly Import[]): readonly string[] =>
  circlesIn(imports.filter(({ from, kind }) => kind === 'ours' && !isTest(from))).map(description);

/** What is wrong with the imports of a checkout. */
export function complaintsAbout(root: string): readonly string[] {
  const imports = ['main', 'preload', 'renderer', 'build', 'test'].flatMap((folder) =>
    importsIn(root, codeIn(root, folder)),
  );
  return [...refusals(imports), ...circleComplaints(imports)];
}
