/** What electron-builder asks of fpm, from its command line. Pure. */

export interface PackageRequest {
  readonly type: 'deb' | 'rpm';
  readonly file: string;
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  readonly maintainer: string;
  readonly vendor: string;
  readonly url: string;
  readonly license: string;
  readonly category: string;
  /** The first line, and the rest. */
  readonly synopsis: string;
  readonly description: string;
  readonly depends: readonly string[];
  readonly recommends: readonly string[];
  /** Scripts on this computer. */
  readonly afterInstall: string;
  readonly afterRemove: string;
  /** As each tool names it: xz, gz, none, … */
  readonly compression: string;
  /** Folders that an rpm owns with all in them; all others stay when it is removed. */
  readonly directories: readonly string[];
  readonly rpmDefines: readonly string[];
  readonly inputs: readonly { readonly from: string; readonly to: string }[];
}

/** Options without a value. */
const flags = new Set(['--force', '--debug']);

interface Split {
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly inputs: readonly string[];
}

function split(line: readonly string[]): Split {
  const values = new Map<string, string[]>();
  const inputs: string[] = [];
  for (let at = 0; at < line.length; at += 1) {
    const word = line[at] ?? '';
    if (flags.has(word)) continue;
    if (!word.startsWith('-')) {
      inputs.push(word);
      continue;
    }
    const equals = word.startsWith('--') ? word.indexOf('=') : -1;
    const name = equals > 0 ? word.slice(0, equals) : word;
    let value = word.slice(equals + 1);
    if (equals <= 0) {
      at += 1;
      value = line[at] ?? '';
    }
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return { values, inputs };
}

/** Throws a sentence for what neither electron-builder nor our configuration asks. */
export function packageRequest(line: readonly string[]): PackageRequest {
  const { values, inputs } = split(line);
  const all = (name: string): readonly string[] => values.get(name) ?? [];
  const one = (name: string): string => all(name).at(-1) ?? '';
  const type = one('-t');
  if (type !== 'deb' && type !== 'rpm')
    throw new Error(`Only deb and rpm can be made with the system's tools, not ${type}.`);
  const [first = '', ...rest] = one('--description').split('\n');
  return {
    type,
    file: one('--package'),
    name: one('--name'),
    version: one('--version'),
    architecture: one('--architecture'),
    maintainer: one('--maintainer'),
    vendor: one('--vendor'),
    url: one('--url'),
    license: one('--license'),
    category: one('--category'),
    synopsis: one('--rpm-summary') || first.trim(),
    description: (type === 'rpm' ? [first, ...rest] : rest).map((text) => text.trim()).join('\n'),
    depends: all('-d'),
    recommends: all('--deb-recommends'),
    afterInstall: one('--after-install'),
    afterRemove: one('--after-remove'),
    compression: one('--deb-compression') || one('--rpm-compression'),
    directories: all('--directories'),
    rpmDefines: all('--rpm-rpmbuild-define'),
    inputs: inputs.map((input) => {
      const equals = input.lastIndexOf('=');
      return { from: input.slice(0, equals), to: input.slice(equals + 1) };
    }),
  };
}
