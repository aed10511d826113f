/**
 * Tags that steer a template but print nothing: Jinja, Liquid, ERB, EPP, Go, Handlebars, Mustache, Terraform and Mako; and
 * the marks of a merge, which choose as an if with an else does.
 */

export interface Tag {
  /** `if` and `case` choose, `loop` repeats; they go on to their `end`. `else` begins a branch. `single` does none of it. */
  readonly kind: 'if' | 'case' | 'loop' | 'else' | 'end' | 'single';
  /** Where it stands in the text. */
  readonly start: number;
  readonly end: number;
}

export interface TagOptions {
  /** `<<<<<<<`, `=======` and `>>>>>>>` are the marks of a merge. */
  readonly isMerge: boolean;
  /** Lines that begin with `%` are Mako's. */
  readonly isMako: boolean;
}

/** None of the patterns looks at a character more than a few times. */
const TAG = /\{%([^%]*)%\}|<%(?![-=]?=)([^%]*)%>|%\{([^{}]*)\}|\{\{([^{}]*)\}\}/g;
const MAKO = /^\s*%\s*((?:if|elif|else|endif|for|endfor|while|endwhile)\b.*)$/;
const MERGE = /^(<{7}|\|{7}|={7}|>{7})(?:\s|$)/;

const merges: Readonly<Record<string, Tag['kind']>> = { '<': 'if', '|': 'else', '=': 'else', '>': 'end' };

/** How the texts are steered besides tags inside lines. */
export const tagOptionsOf = (texts: readonly string[]): TagOptions => ({
  isMerge: texts.some((text) => /^<{7}\s/.test(text)) && texts.some((text) => /^>{7}(?:\s|$)/.test(text)),
  isMako: texts.some((text) => /^\s*%\s*end(?:if|for|while)\b/.test(text)),
});

const CASE = /^(?:case|switch)\b/;
const IF = /^(?:if|unless|ifeq)\b/;
const LOOP =
  /^(?:each|for|foreach|while|range|with|macro|block|define|call|filter|autoescape|raw)\b|\bdo(?:\s*\|[^|]*\|)?$|\{(?:\s*\|[^|]*\|)?$/;
const ELSE = /^(?:\}\s*)?(?:else|elif|elsif|elseif|when)\b/;
const END = /^(?:end\w*\b|\})/;

function kindOf(content: string): Tag['kind'] {
  if (ELSE.test(content)) return 'else';
  if (CASE.test(content)) return 'case';
  if (IF.test(content)) return 'if';
  if (END.test(content)) return 'end';
  return LOOP.test(content) ? 'loop' : 'single';
}

/** What `{{ … }}` steers; null for one that prints a value. Handlebars and Mustache mark sections with `#`, `^` and `/`. */
function kindOfBraces(content: string): Tag['kind'] | null {
  if (/^else\b/.test(content)) return 'else';
  if (/^(?:if|with)\s|^#(?:if|unless|with)\b/.test(content)) return 'if';
  if (/^(?:range|block|define)\s|^#each\b/.test(content)) return 'loop';
  if (/^end$|^\/\s*[\w.-]+$/.test(content)) return 'end';
  return /^[#^]\s*[\w.-]+$/.test(content) ? 'if' : null;
}

/** Without the signs for blanks around it. */
const trimmed = (content: string): string => content.replace(/^[-+~_]?\s*/, '').replace(/\s*[-+~_]?$/, '');

/** The tags of a line, in their order. */
export function tagsIn(text: string, { isMerge, isMako }: TagOptions): readonly Tag[] {
  const whole = (kind: Tag['kind']): readonly Tag[] => [{ kind, start: 0, end: text.length }];
  const merge = isMerge ? MERGE.exec(text)?.[1]?.[0] : undefined;
  if (merge !== undefined) return whole(merges[merge] ?? 'single');
  const mako = isMako ? MAKO.exec(text)?.[1] : undefined;
  if (mako !== undefined) return whole(kindOf(mako));
  return [...text.matchAll(TAG)].flatMap((match) => {
    const [all, jinja, erb, terraform, braces = ''] = match;
    const content = jinja ?? erb ?? terraform;
    const kind = content === undefined ? kindOfBraces(trimmed(braces)) : kindOf(trimmed(content));
    return kind === null ? [] : [{ kind, start: match.index, end: match.index + all.length }];
  });
}

const comments: readonly (readonly [start: string, end: string])[] = [
  ['{#', '#}'],
  ['{{/*', '*/}}'],
  ['{{- /*', '*/ -}}'],
  ['{{!--', '--}}'],
  ['<%--', '--%>'],
  ['<%#', '%>'],
];

/** The texts without a template's comments, which may go over several lines; null for a text without any. */
export function withoutTemplateComments(texts: readonly string[]): readonly string[] | null {
  const pairs = comments.flatMap(([start, end]) => {
    const last = texts.findLastIndex((text) => text.includes(end));
    return last < 0 ? [] : [{ start, end, last }];
  });
  if (!texts.some((text) => pairs.some(({ start }) => text.includes(start)))) return null;
  /** What ends the comment that is open. */
  let open: string | null = null;
  return texts.map((text, index) => {
    const starts = pairs.map((pair) => ({ ...pair, at: -1 }));
    let kept = '';
    let from = 0;
    for (;;) {
      if (open !== null) {
        const at = text.indexOf(open, from);
        if (at < 0) return kept;
        from = at + open.length;
        open = null;
      }
      for (const pair of starts) if (pair.at < from) pair.at = nextStart(text, pair, from, index);
      const next = Math.min(...starts.map(({ at }) => at));
      const pair = starts.find(({ at }) => at === next);
      if (pair === undefined || next === Number.POSITIVE_INFINITY) return kept + text.slice(from);
      kept += text.slice(from, next);
      from = next + pair.start.length;
      open = pair.end;
    }
  });
}

/** Where the next comment of that kind begins which has an end; infinite when there is none in the line. */
function nextStart(
  text: string,
  { start, end, last }: { readonly start: string; readonly end: string; readonly last: number },
  from: number,
  index: number,
): number {
  const at = index > last ? -1 : text.indexOf(start, from);
  const hasEnd = at >= 0 && (index < last || text.lastIndexOf(end) >= at + start.length);
  return hasEnd ? at : Number.POSITIVE_INFINITY;
}
