/** Which file imports which, as the text of each says it. */
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { dirname, normalize } from 'node:path/posix';
import { parseSync } from 'vite';

export interface Import {
  /** The file that imports, from the root of the project, with `/`. */
  readonly from: string;
  /** Where in it, counted from 1. */
  readonly line: number;
  readonly kind: 'ours' | 'node' | 'package';
  /** Of ours the file that is imported, from the root; otherwise the name that it is imported by. */
  readonly to: string;
}

const isCode = (file: string): boolean => /\.(?:[cm]?[jt]s|tsx)$/.test(file);

/** The files of code in a folder and below, in the order of their names. */
export const codeIn = (root: string, folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isCode(entry.name))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();

function targetOf(file: string, specifier: string): Pick<Import, 'kind' | 'to'> {
  if (specifier.startsWith('.')) return { kind: 'ours', to: normalize(`${dirname(file)}/${specifier}`) };
  return { kind: isBuiltin(specifier) ? 'node' : 'package', to: specifier };
}

/** Where the name of what is imported stands in those that the parser does not list. */
const unlisted: Readonly<Record<string, string>> = {
  ImportExpression: 'source',
  TSImportType: 'source',
  TSExternalModuleReference: 'expression',
};

/** What is imported in the middle of a file, as a value (`import('x')`) or as a type (`import('x').T`). */
function* importsWithin(node: unknown): Generator<{ readonly specifier: string; readonly start: number }> {
  if (typeof node !== 'object' || node === null) return;
  const fields = new Map<string, unknown>(Object.entries(node));
  const name = fields.get(unlisted[String(fields.get('type'))] ?? '');
  const start = fields.get('start');
  if (typeof name === 'object' && name !== null && 'value' in name && typeof start === 'number') {
    yield { specifier: String(name.value), start };
  }
  for (const field of fields.values()) yield* importsWithin(field);
}

/**
 * What a file imports, values and types, and what it passes on from others. A name that only the running program knows
 * is not found. Pure.
 */
export function importsOf(file: string, text: string): readonly Import[] {
  const parsed = parseSync(file, text);
  const { module, errors } = parsed;
  if (errors[0] !== undefined) throw new Error(`${file} is not TypeScript: ${errors[0].message}`);
  const passedOn = module.staticExports.flatMap(({ entries }) => entries.slice(0, 1));
  const atTop = [...module.staticImports, ...passedOn].flatMap(({ moduleRequest, start }) =>
    moduleRequest === null ? [] : [{ specifier: moduleRequest.value, start }],
  );
  // To look at every node takes long, and few files need it.
  const within = /\bimport\s*\(|\brequire\s*\(/.test(text) ? [...importsWithin(parsed.program)] : [];
  return [...atTop, ...within].map(({ specifier, start }) => ({
    from: file,
    line: text.slice(0, start).split('\n').length,
    ...targetOf(file, specifier),
  }));
}

export const importsIn = (root: string, files: readonly string[]): readonly Import[] =>
  files.flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')));
