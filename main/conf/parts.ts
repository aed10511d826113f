/** Which parts of a text, as headings, sentences and blocks of code divide it, are files of their own. */
import type { Beginning, Side } from './beginning.ts';
import { merged } from './beginning.ts';
import type { ConfLine, OptionLine, SectionLine } from './document.ts';
import { contradicts, hasIdentity, isClient, isComplete, isEndpoint, isGlobal, sideOf, sideOfClient } from './ends.ts';

export interface Section {
  readonly header: SectionLine;
  readonly own: OptionLine[];
}

/** What stunnel would be given as one file. */
export interface ConfFile {
  /** The lines before the first section. */
  readonly head: OptionLine[];
  readonly sections: Section[];
}

export interface Parting {
  readonly files: readonly ConfFile[];
  /** Lines of which it is not certain whether they go on with the file before them. */
  readonly doubts: readonly number[];
  /** First lines of what stands for itself: options without a section that they could be of. */
  readonly alone: readonly number[];
}

interface Part extends ConfFile {
  /** null for the first one. */
  readonly begin: Beginning | null;
}

/** Puts the lines of a document together to files. */
export function filesOf(lines: readonly ConfLine[]): Parting {
  const files: ConfFile[] = [];
  const doubts: number[] = [];
  const alone: number[] = [];
  for (const part of partsOf(lines)) {
    const last = files.at(-1);
    const place = last === undefined ? 'first' : placeOf(part, last);
    if (last === undefined || place === 'new') {
      if (place === 'new' && lacksRole(part)) doubts.push(part.sections[0]?.header.number ?? 0);
      files.push({ head: [...part.head], sections: [...part.sections] });
      continue;
    }
    if (place === 'doubtful') doubts.push(part.sections[0]?.header.number ?? 0);
    const target = last.sections.at(-1)?.own ?? last.head;
    for (const line of part.head) target.push(line);
    last.sections.push(...part.sections);
  }
  const whole = files.filter((file) => {
    const isFragment = files.length > 1 && file.sections.length === 0 && !isWhole(file.head);
    const [first] = file.head;
    if (isFragment && first !== undefined) alone.push(first.number);
    return !isFragment;
  });
  return { files: whole, doubts, alone };
}

/** The same for what stunnel takes as it is, where nothing divides. */
export function asOneFile(lines: readonly ConfLine[]): Parting {
  const file: ConfFile = { head: [], sections: [] };
  for (const line of lines) addTo(file, line);
  return { files: [file], doubts: [], alone: [] };
}

function addTo({ head, sections }: ConfFile, line: ConfLine): void {
  if (line.kind === 'section') sections.push({ header: line, own: [] });
  if (line.kind === 'option') (sections.at(-1)?.own ?? head).push(line);
}

/** The lines between one division and the next. Divisions with nothing between them are one, the strongest. */
function partsOf(lines: readonly ConfLine[]): readonly Part[] {
  const parts: Part[] = [];
  let begin: Beginning | null = null;
  for (const line of lines) {
    begin = merged(begin, line.begin);
    if (line.kind !== 'option' && line.kind !== 'section') continue;
    const last = parts.at(-1);
    const part = last === undefined || begin !== null ? { begin, head: [], sections: [] } : last;
    if (part !== last) parts.push(part);
    begin = null;
    addTo(part, line);
  }
  return parts;
}

/** `doubtful`: it goes on with the file, but could be one of its own. */
type Place = 'new' | 'same' | 'doubtful';

function placeOf(part: Part, before: ConfFile): Place {
  const { begin, head, sections } = part;
  const [first] = sections;
  const last = before.sections.at(-1);
  if (last === undefined && !before.head.some(isEndpoint)) return isHeadOf(before, part) ? 'same' : 'new';
  if (begin?.kind === 'file') return 'new';
  if (begin?.kind === 'comment') return isOtherSide(part, before) ? 'new' : 'same';
  if (last === undefined ? isComplete(before.head) : !isComplete(last.own) && goesOn(part)) {
    return last === undefined ? 'new' : 'same';
  }
  if (first === undefined) return begin?.kind === 'block' || head.some(isClientOrGlobal) ? 'new' : 'same';
  if (head.length > 0 || first.own.some(isClient)) return 'new';
  const inherited = roleOf(before.head);
  const side = sideOf(first.own);
  if (begin?.side === 'other' || (side !== null && side !== inherited)) return 'new';
  // A sentence may name a server that the section leads to: addresses say more.
  const isUndecided = side === null || hasIdentity(first.own);
  if (isUndecided && begin?.side != null && begin.side !== inherited) return 'new';
  const name = first.header.name.toLowerCase();
  if (before.sections.some(({ header }) => header.name.toLowerCase() === name)) return 'new';
  // A server needs a certificate: without one of its own this is no file of a server.
  if (begin?.kind === 'text') return side === null && hasIdentity(first.own) && inherited === 'client' ? 'new' : 'same';
  return side === 'client' && !hasIdentity(first.own) ? 'doubtful' : 'new';
}

/** Whether a file says nothing of its role, and its addresses are those of a client: stunnel would take it for a server. */
const lacksRole = ({ begin, head, sections: [first] }: Part): boolean =>
  first !== undefined &&
  begin?.kind !== 'file' &&
  ![...head, ...first.own].some(isClient) &&
  sideOf(first.own) === 'client' &&
  !hasIdentity([...head, ...first.own]);

/** Whether lines without a section are a file: a service of stunnel's inetd mode, or one whose header was left out. */
const isWhole = (head: readonly OptionLine[]): boolean =>
  isComplete(head) || (head.some(isClient) && head.some(({ canonical }) => canonical === 'connect'));

/**
 * Whether a comment names the side that the section behind it is by its addresses, and the file before it is not. Options
 * between the two would be the last section's in one file: they are not when that has all it needs.
 */
function isOtherSide({ begin, head, sections: [first] }: Part, before: ConfFile): boolean {
  const last = before.sections.at(-1);
  if (head.length > 0 && (last === undefined || !isComplete(last.own))) return false;
  if (first === undefined || [...head, ...first.own].some(isClient)) return false;
  const side = sideOf(first.own);
  return side !== null && side === begin?.side && side !== roleOf(before.head);
}

const isClientOrGlobal = (line: OptionLine) => isClient(line) || isGlobal(line);

/** Whether lines go on with a section that lacks an address or both: they bring one, or nothing that begins a file. */
function goesOn({ begin, head }: Part): boolean {
  if (head.length === 0) return false;
  return head.some(isEndpoint) || !head.some(begin?.kind === 'text' ? isGlobal : isClientOrGlobal);
}

/** stunnel's default is a server. */
const roleOf = (head: readonly OptionLine[]): Side => {
  const client = head.findLast(isClient);
  return client === undefined ? 'server' : sideOfClient(client);
};

/** Whether options that stand for themselves are the beginning of what stands behind them. */
function isHeadOf({ head }: ConfFile, { begin, head: more, sections: [first] }: Part): boolean {
  const client = head.findLast(isClient);
  const side = first === undefined ? null : sideOf(first.own);
  const named = begin?.kind === 'block' ? begin.side : null;
  if (client !== undefined) {
    const isOther = side === null ? named !== null && named !== sideOfClient(client) : contradicts(client, side);
    if (isOther || more.some(isClient)) return false;
  }
  if (begin?.kind === 'text' || begin?.kind === 'comment' || more.length === 0 || first === undefined) return true;
  return client !== undefined && side === sideOfClient(client);
}
