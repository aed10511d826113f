/** Texts that a person would read and that no catalogue of messages has (preload/words), as the code of the window says them. Pure. */
import { parseSync } from 'vite';

export interface Untranslated {
  readonly line: number;
  readonly text: string;
}

/** Attributes and fields whose texts are shown or read out. */
const SHOWN = new Set([
  ...['aria-label', 'title', 'subtitle', 'label', 'placeholder', 'help', 'hint', 'description', 'alt'],
  ...['what', 'why', 'next', 'text', 'error'],
]);

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const nodesIn = (node: Node): readonly Node[] =>
  Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);

/** Words, as opposed to names of machines and programs, signs and examples of what is typed. */
const hasWords = (text: string): boolean =>
  /\p{L}{2}/u.test(text) && (/\p{L} \p{L}/u.test(text) || /^\p{Lu}?\p{Ll}+…?$/u.test(text));

/** What an expression comes to: its texts, whichever way it goes. */
function* textsOf(node: Node): Generator<Node> {
  switch (node.type) {
    case 'Literal':
      if (typeof node['value'] === 'string') yield node;
      break;
    case 'TemplateLiteral':
    case 'JSXText':
      yield node;
      break;
    case 'ConditionalExpression':
    case 'LogicalExpression':
      for (const side of ['consequent', 'alternate', 'left', 'right']) {
        const value = node[side];
        if (isNode(value)) yield* textsOf(value);
      }
      break;
    case 'JSXExpressionContainer':
      if (isNode(node['expression'])) yield* textsOf(node['expression']);
      break;
  }
}

/** Where texts are shown: what lies between tags, and attributes and fields that are. */
function* shownIn(node: Node): Generator<Node> {
  const { type } = node;
  if (type === 'JSXElement' || type === 'JSXFragment') {
    for (const child of nodesIn(node)) if (child.type !== 'JSXElement') yield* textsOf(child);
  }
  if (type === 'JSXAttribute' || type === 'Property') {
    const name = node[type === 'JSXAttribute' ? 'name' : 'key'];
    const value = node['value'];
    if (isNode(name) && isNode(value) && SHOWN.has(String(name['name'] ?? name['value']))) yield* textsOf(value);
  }
  for (const child of nodesIn(node)) yield* shownIn(child);
}

/** The texts of a file, without those that are names (`names`) and the same in every language. */
export function untranslatedIn(file: string, code: string, names: ReadonlySet<string>): readonly Untranslated[] {
  const found = new Map<number, Untranslated>();
  const { program } = parseSync(file, code);
  for (const { start, end, type } of shownIn(program as unknown as Node)) {
    const written = code.slice(start, end);
    const text = (type === 'JSXText' ? written : written.slice(1, -1)).replace(/\s+/g, ' ').trim();
    if (!hasWords(text.replace(/\$\{[^}]*\}/g, '')) || names.has(text)) continue;
    found.set(start, { line: code.slice(0, start).split('\n').length, text });
  }
  return [...found.values()];
}
