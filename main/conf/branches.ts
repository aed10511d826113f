/**
 * What a template gives for different cases, and a merge for different versions: read as if the first condition of each
 * choice were met, so that lines of two cases are never one configuration.
 */

import { type Text, toSay } from '../../preload/words/text.ts';
import { isHeader, isSetting } from './excerpt.ts';
import { type Reading, type ReadLine, textsOf } from './reading.ts';
import { type Tag, tagOptionsOf, tagsIn, withoutTemplateComments } from './template-tags.ts';

export interface Chosen {
  readonly reading: Reading;
  readonly reasons: readonly Text[];
}

interface Frame {
  readonly kind: 'if' | 'loop';
  /** The branches that it has; the first one is read. */
  branches: number;
  /** Whether each branch is a file or section of its own, so that all of them can be read. */
  isSeparate: boolean;
}

/** A tag with the frame that it belongs to; null for those that are of none. */
interface Placed extends Tag {
  readonly frame: Frame | null;
}

/** null for a text that no tags steer, or whose tags do not fit together. */
export function chooseBranches(reading: Reading): Chosen | null {
  const uncommented = withoutTemplateComments(textsOf(reading));
  const lines =
    uncommented === null
      ? reading
      : reading.flatMap((line, index): readonly ReadLine[] => {
          const text = uncommented[index] ?? line.text;
          return text.trim() === '' && line.text.trim() !== '' ? [] : [{ ...line, text }];
        });
  const texts = textsOf(lines);
  const options = tagOptionsOf(texts);
  const tags = texts.map((text) => tagsIn(text, options));
  const isSteered = tags.some((each) => each.length > 0);
  const placed = isSteered ? place(tags, texts) : null;
  if (placed === null) return uncommented === null ? null : { reading: lines, reasons: [COMMENTS] };
  const { reading: chosen, left } = choose(lines, placed);
  const what = options.isMerge ? MERGE : TEMPLATE;
  return {
    reading: chosen,
    reasons: [left.length === 0 ? what.plain : toSay('reading.both', { one: what.chosen, other: otherCases(left) })],
  };
}

const COMMENTS = toSay('reading.templateComments');
const TEMPLATE = {
  plain: toSay('reading.template'),
  chosen: toSay('reading.template.chosen'),
};
const MERGE = {
  plain: toSay('reading.merge'),
  chosen: toSay('reading.merge.chosen'),
};

/** As many places as a sentence names. */
const MOST_NAMED = 6;

/** `left`: indexes of given lines, in their order. */
function otherCases(left: readonly number[]): Text {
  const spans: { from: number; to: number }[] = [];
  for (const index of left) {
    const last = spans.at(-1);
    if (last !== undefined && index <= last.to + 1) last.to = index;
    else spans.push({ from: index, to: index });
  }
  const named = spans
    .slice(0, MOST_NAMED)
    .map(({ from, to }) => (from === to ? `${from + 1}` : toSay('reading.span', { from: from + 1, to: to + 1 })));
  const isOne = spans.length === 1 && spans[0]?.from === spans[0]?.to;
  const lines = { list: named };
  if (spans.length > MOST_NAMED) return toSay('reading.cases.more', { lines });
  return isOne ? toSay('reading.cases.one', { lines }) : toSay('reading.cases', { lines });
}

/** As deep as choices stand in each other. */
const DEEPEST = 50;

/** Finds the frame of each tag; null when the tags do not fit together. */
function place(tags: readonly (readonly Tag[])[], texts: readonly string[]): readonly (readonly Placed[])[] | null {
  const open: Frame[] = [];
  let isSound = true;
  const placed = tags.map((each, line) =>
    each.map((tag): Placed => {
      const frame = frameOf(tag, open, () => beginsSection(texts, line + 1));
      isSound &&= (frame !== null || tag.kind === 'single') && open.length <= DEEPEST;
      return { ...tag, frame };
    }),
  );
  return isSound && open.length === 0 ? placed : null;
}

/** `open`: the frames that are not at their end, which the tag changes. `isSection`: whether a section begins behind it. */
function frameOf({ kind }: Tag, open: Frame[], isSection: () => boolean): Frame | null {
  const last = open.at(-1) ?? null;
  if (kind === 'single') return null;
  if (kind === 'end') {
    open.pop();
    return last;
  }
  if (kind === 'else') {
    if (last !== null) {
      last.branches += 1;
      last.isSeparate = isSection() && (last.isSeparate || last.branches === 1);
    }
    return last;
  }
  const frame: Frame = {
    kind: kind === 'loop' ? 'loop' : 'if',
    branches: kind === 'case' ? 0 : 1,
    isSeparate: isSection(),
  };
  open.push(frame);
  return frame;
}

/** Whether the first line that says something is the header of a section. */
function beginsSection(texts: readonly string[], from: number): boolean {
  for (let index = from; index < Math.min(texts.length, from + 4); index += 1) {
    const text = texts[index] ?? '';
    if (text.trim() !== '' && !/^\s*[;#]/.test(text)) return isHeader(text);
  }
  return false;
}

interface Open {
  readonly frame: Frame;
  /** Which branch is read now, from 1; 0 before the first one of a case. */
  branch: number;
  /** Sets again what another condition has set: it is for another case. */
  isAnotherCase: boolean;
}

function choose(
  lines: Reading,
  placed: readonly (readonly Placed[])[],
): { readonly reading: Reading; readonly left: readonly number[] } {
  const open: Open[] = [];
  const left: number[] = [];
  const conditions = new Conditions(lines, placed);
  const isRead = () =>
    open.every(
      ({ frame, branch, isAnotherCase }) => !isAnotherCase && (branch === 1 || (branch > 1 && frame.isSeparate)),
    );
  const conditionOf = (): ReadLine['condition'] => {
    const frames = open.filter(({ frame }) => frame.kind === 'if');
    if (frames.length === 0) return null;
    return frames.some(({ frame }) => frame.branches === 1) ? 'optional' : 'chosen';
  };
  const reading = lines.flatMap((line, index): readonly ReadLine[] => {
    const tags = placed[index] ?? [];
    let text = '';
    let from = 0;
    let condition = conditionOf();
    for (const tag of tags) {
      if (isRead()) text += line.text.slice(from, tag.start);
      from = tag.end;
      steer(open, tag, () => conditions.isAnotherCase(index));
      if (isRead() && open.length > 0) condition = conditionOf();
    }
    if (isRead()) text += line.text.slice(from);
    if (text.trim() !== '' || (tags.length === 0 && isRead())) return [{ ...line, text, condition }];
    if (tags.length === 0 && line.text.trim() !== '') left.push(line.at);
    return [];
  });
  return { reading, left };
}

function steer(open: Open[], { kind, frame }: Placed, isAnotherCase: () => boolean): void {
  if (frame === null) return;
  const last = open.at(-1);
  if (kind === 'end') open.pop();
  else if (kind === 'else') {
    if (last !== undefined) last.branch += 1;
  } else {
    const isAlone = kind === 'if' && frame.branches === 1;
    open.push({ frame, branch: kind === 'case' ? 0 : 1, isAnotherCase: isAlone && isAnotherCase() });
  }
}

/** What conditions without an alternative have set in the section that is read. */
class Conditions {
  readonly #lines: Reading;
  readonly #placed: readonly (readonly Placed[])[];
  readonly #set = new Set<string>();
  #from = 0;

  constructor(lines: Reading, placed: readonly (readonly Placed[])[]) {
    this.#lines = lines;
    this.#placed = placed;
  }

  /** Whether the condition that begins in the line sets the role or the address that an earlier one has set. */
  isAnotherCase(index: number): boolean {
    if (this.#lines.slice(this.#from, index).some(({ text }) => isHeader(text))) this.#set.clear();
    let end = index + 1;
    while (end < this.#lines.length && (this.#placed[end] ?? []).length === 0) end += 1;
    const inside = this.#lines.slice(index + 1, end).map(({ text }) => text);
    this.#from = end;
    const names = ['client', 'accept'].filter((name) => inside.some((text) => isSetting(text, name)));
    const isAgain = names.some((name) => this.#set.has(name)) && !inside.some(isHeader);
    for (const name of names) this.#set.add(name);
    return isAgain;
  }
}
