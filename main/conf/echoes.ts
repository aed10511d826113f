/** What `echo` and `printf` of a script write into a stunnel.conf, one line or a few each. */
import type { Kept } from './comparison.ts';
import type { Excerpt } from './excerpt.ts';
import { holdsService, isAnotherFile, isConfiguration } from './excerpt.ts';
import type { ShellCommand, ShellLine } from './shell-words.ts';
import { readShellLine } from './shell-words.ts';
import { withoutPrompt } from './tidy.ts';

/** What may stand before the command: a group, a branch, a Dockerfile's instruction, Windows' mark for silence. */
const before: ReadonlySet<string> = new Set(['(', '{', 'then', 'do', 'else', 'sudo', 'RUN', '@', '-']);
/** A line that begins with the command, so that its quotes may go on in the next one. */
const START = /^\s*(?:sudo\s+|RUN\s+|[({@&]+\s*)?(?:sudo\s+)?(?:echo|printf)\s/i;

/** Passages of the lines that write a configuration of stunnel: a file named so, or one that holds a service. */
export function readEchoes(lines: readonly Kept[]): Excerpt[] {
  const found: Excerpt[] = [];
  /** What was written inside `{ … } > FILE`, whose file comes last; null outside. */
  let group: Excerpt[] | null = null;
  let canSpan = true;
  for (let index = 0; index < lines.length; index += 1) {
    const line = withoutPrompt(lines[index] ?? '');
    if (/^\s*[;#]/.test(line)) continue;
    if (!/\b(?:echo|printf)\b|^\s*[{(]/i.test(line) && !(group !== null && /^\s*[})]/.test(line))) continue;
    const spans = canSpan && START.test(line);
    const read: ShellLine | null = readShellLine(line, spans ? lines : [], index + 1);
    // Where one quote has no end, no other is looked for through the whole text.
    if (read === null && spans) canSpan = false;
    for (const [at, command] of (read?.commands ?? []).entries()) {
      const [start] = command.words;
      const target = fileOf(command, read?.commands[at + 1]);
      if (start === '{' || start === '(') group = [];
      const excerpts = writtenBy(command, index);
      if (target !== null) found.push(...excerpts.map((each) => ({ ...each, target })));
      else group?.push(...excerpts);
      if ((start !== '}' && start !== ')') || group === null) continue;
      if (target !== null) for (const each of group) found.push({ ...each, target });
      group = null;
    }
    index += (read?.lines ?? 1) - 1;
  }
  return found.filter(isWanted(found)).sort((one, other) => one.index - other.index);
}

/** Whether a passage's file is a configuration, by its name or by what all passages write to it. */
function isWanted(found: readonly Excerpt[]): (excerpt: Excerpt) => boolean {
  const files = new Map<Excerpt['target'], string[]>();
  for (const { target, texts } of found) {
    const written = files.get(target);
    if (written === undefined) files.set(target, [...texts]);
    else written.push(...texts);
  }
  const wanted = new Set<Excerpt['target']>();
  for (const [target, texts] of files) {
    if ((typeof target === 'string' && isConfiguration(target)) || holdsService(texts)) wanted.add(target);
  }
  return ({ target }) => wanted.has(target);
}

/** The file that the command's output goes to, itself or through `tee`, unless it is surely no configuration. */
function fileOf({ target, isPiped }: ShellCommand, next: ShellCommand | undefined): string | null {
  if (target !== null) return isAnotherFile(target) ? null : target;
  const tee = isPiped ? (next?.words.indexOf('tee') ?? -1) : -1;
  const behind = tee < 0 ? [] : (next?.words.slice(tee + 1) ?? []).filter((word) => !word.startsWith('-'));
  return behind.find(isConfiguration) ?? behind.find((word) => !isAnotherFile(word)) ?? null;
}

function writtenBy({ words }: ShellCommand, index: number): Excerpt[] {
  const at = words.findIndex((word) => !before.has(word));
  const name = words[at]?.toLowerCase();
  if (name !== 'echo' && name !== 'printf') return [];
  const rest = words.slice(at + 1);
  const first = rest.findIndex((word) => !/^-[neE]+$/.test(word) && word !== '--');
  const given = first < 0 ? [] : rest.slice(first);
  const text = name === 'printf' ? format(given) : escaped(given.join(' '));
  // Quotes over several lines: each line of the text holds its own.
  return text.split('\n').map((part, line) => ({ index: index + line, texts: linesIn(part), target: '' }));
}

/** Stands for a line feed that an escape makes, to tell it from those of the text. */
const FEED = '\0';

const linesIn = (part: string): string[] => {
  const texts = part.split(FEED);
  return texts.length > 1 && texts.at(-1) === '' ? texts.slice(0, -1) : texts;
};

const controls: Readonly<Record<string, string>> = { n: FEED, t: '\t', r: '', '\\': '\\' };

/** `\n` before what is no line of a configuration is part of a Windows path. */
const escaped = (text: string): string =>
  text.replace(/\\n(?=\s*(?:[;#[\\]|[A-Za-z]\w{0,30}\s{0,20}=|$))/g, FEED).replace(/\\t/g, '\t');

/** From this many characters on a format is not used again. */
const LONGEST = 4096;

/** As `printf` does it: the format is used again until no argument is left. */
function format([pattern = '', ...values]: readonly string[]): string {
  const plain = pattern.replace(/\\([ntr\\])/g, (_, control: string) => controls[control] ?? '');
  const uses = plain.match(/%[sbd]/g)?.length ?? 0;
  const times = uses === 0 ? 1 : Math.max(1, Math.ceil(values.length / uses));
  let used = 0;
  let text = '';
  for (let time = 0; time < times && text.length < LONGEST; time += 1) {
    text += plain.replace(/%[sbd%]/g, (mark) => {
      if (mark === '%%') return '%';
      used += 1;
      return values[used - 1] ?? '';
    });
  }
  return text;
}
