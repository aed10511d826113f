/** Texts that a person would read and that no catalogue of messages has (preload/words): in the code of the window, and in rooms whose findings it shows. Pure. */
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

/** How a sentence begins, or a clause that is put into one. */
const SENTENCE = /^(?:[\p{Lu}“]\S*|\$\{[^}]*\}|an?|the|this|that|it|its|no|not|which|what|and|to)\s+.*\p{L}{2}/su;

/** `log.warn`, `ports.log.warn` and `this.#log`. */
function isLog({ object, property }: Node): boolean {
  const of = isNode(object) ? (isNode(object['property']) ? object['property'] : object) : null;
  return [of, property].some((part) => isNode(part) && part['name'] === 'log');
}

/** All texts of a file, but for what is imported, thrown or logged: the log is English. */
function* writtenIn(node: Node): Generator<Node> {
  const { type } = node;
  if (type === 'ImportDeclaration' || type === 'ExportNamedDeclaration' || type === 'ExportAllDeclaration') {
    // Where a module is from.
    for (const child of nodesIn(node)) if (child !== node['source']) yield* writtenIn(child);
    return;
  }
  const callee = node['callee'];
  if (type === 'NewExpression' && isNode(callee) && /Error$/.test(String(callee['name']))) return;
  if (type === 'CallExpression' && isNode(callee) && isLog(callee)) return;
  if ((type === 'Literal' && typeof node['value'] === 'string') || type === 'TemplateLiteral') yield node;
  for (const child of nodesIn(node)) yield* writtenIn(child);
}

/** The sentences of a file that finds something and says nothing: what it has found is data (preload/words/text.ts). */
export const sentencesIn = (file: string, code: string, names: ReadonlySet<string>): readonly Untranslated[] =>
  foundIn(file, code, writtenIn).filter(({ text }) => SENTENCE.test(text) && hasWords(plain(text)) && !names.has(text));

/** The texts of a file of the window, without those that are names (`names`) and the same in every language. */
export const untranslatedIn = (file: string, code: string, names: ReadonlySet<string>): readonly Untranslated[] =>
  foundIn(file, code, shownIn).filter(({ text }) => hasWords(plain(text)) && !names.has(text));

/** Without what is put in. */
const plain = (text: string): string => text.replace(/\$\{[^}]*\}/g, '');

function foundIn(file: string, code: string, look: (node: Node) => Iterable<Node>): readonly Untranslated[] {
  const found = new Map<number, Untranslated>();
  for (const { start, end, type } of look(parseSync(file, code).program as unknown as Node)) {
    const written = code.slice(start, end);
    const text = (type === 'JSXText' ? written : written.slice(1, -1)).replace(/\s+/g, ' ').trim();
    found.set(start, { line: code.slice(0, start).split('\n').length, text });
  }
  return [...found.values()];
}
