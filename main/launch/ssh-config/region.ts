/**
 * Adit's own lines in a person's ~/.ssh/config: one region between two marks, at the top, because in ssh_config(5) the
 * first value of an option wins. Everything else stays as it is, to the byte. Pure; texts are byte for byte (latin1).
 */
import { parse } from 'ssh-config';

const BEGIN = '# >>> Adit >>> made by Adit; what you change between these two marks is lost';
const END = '# <<< Adit <<<';

export type RegionResult =
  | { readonly ok: true; readonly text: string }
  /** `damaged`: one of the marks is gone, and nobody can say what is Adit's. */
  | { readonly ok: false; readonly problem: 'damaged' };

/** The file with these blocks, each a list of lines, in place of Adit's earlier ones; none: as if Adit had never been there. */
export function withRegion(text: string, blocks: readonly (readonly string[])[]): RegionResult {
  const found = findRegion(text);
  if (found === 'damaged') return { ok: false, problem: 'damaged' };
  const rest = found === null ? text : text.slice(0, found.start) + text.slice(found.end);
  if (blocks.length === 0) return { ok: true, text: rest };
  const eol = /\r\n/.test(/^[^\n]*\n/.exec(text)?.[0] ?? '') ? '\r\n' : '\n';
  // What follows would belong to the last block otherwise; `Host *` is what stands before any block.
  const lines = [BEGIN, ...blocks.flat().map(toBytes), 'Host *', END];
  const at = found?.start ?? 0;
  return { ok: true, text: `${rest.slice(0, at)}${lines.map((line) => line + eol).join('')}${rest.slice(at)}` };
}

/** Names of hosts that the person's own lines speak of, patterns aside. A file that cannot be read speaks of none. */
export function ownHosts(text: string): ReadonlySet<string> {
  const found = findRegion(text);
  const rest = found === null || found === 'damaged' ? text : text.slice(0, found.start) + text.slice(found.end);
  const names = new Set<string>();
  try {
    for (const line of parse(rest)) {
      if (!('param' in line) || line.param?.toLowerCase() !== 'host') continue;
      const values = Array.isArray(line.value)
        ? line.value.map((value) => (typeof value === 'string' ? value : value.val))
        : String(line.value).split(/\s+/);
      for (const name of values) if (!/[*?!]/.test(name)) names.add(name);
    }
  } catch {
    // ssh will say what is wrong with it; Adit's lines stand before that.
  }
  return names;
}

function findRegion(text: string): { readonly start: number; readonly end: number } | 'damaged' | null {
  const begins = [...text.matchAll(/^# >>> Adit >>>[^\n]*\n?/gm)];
  const ends = [...text.matchAll(/^# <<< Adit <<<[^\n]*\n?/gm)];
  const [begin] = begins;
  const [end] = ends;
  if (begin === undefined && end === undefined) return null;
  if (begins.length !== 1 || ends.length !== 1 || begin === undefined || end === undefined || end.index < begin.index) {
    return 'damaged';
  }
  return { start: begin.index, end: end.index + end[0].length };
}

const toBytes = (line: string): string => Buffer.from(line, 'utf8').toString('latin1');
