/**
 * What keeps its own direction in a text that runs from right to left. Signs at the edge of what runs from left to right go
 * with the text around it otherwise: `::1` becomes `1::`, `.pem` becomes `pem.` (Unicode Standard Annex #9). Pure.
 */
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';

const LEFT_TO_RIGHT = '\u2066';
const AS_IT_BEGINS = '\u2068';
const END = '\u2069';

/** What people gave a name, and what comes from elsewhere: it runs as its first letter does. */
export const isolated = (text: string): string => `${AS_IT_BEGINS}${text}${END}`;

/** A command, a path, an address: what was never written from right to left. Signs of the sentence around it stay outside. */
function machineIsolated(words: string): string {
  const [, before = '', inner = '', after = ''] = /^([(,;!?]*)(.*?)([.,:;!?() ]*)$/.exec(words) ?? [];
  const isClosed = !inner.includes('(') || inner.includes(')') || !after.startsWith(')');
  const [word, rest] = isClosed ? [inner, after] : [`${inner})`, after.slice(1)];
  const hasSigns = /[^a-z0-9 ]/i.test(word) && /[a-z0-9]/i.test(word);
  return hasSigns ? `${before}${LEFT_TO_RIGHT}${word}${END}${rest}` : words;
}

/** A text with everything in it isolated that is the machine's. */
export const withMachineIsolated = (text: string): string =>
  text.replace(/[\x21-\x7e]+(?: [\x21-\x7e]+)*/g, (words) =>
    words
      .split(/(?<=[.,:;!?]) | (?=\([^)]*$)/)
      .map(machineIsolated)
      .join(' '),
  );

/** FormatJS' number for a text (`TYPE.literal` of its parser, which is not part of the program). */
const LITERAL = 0;

/** The same in a parsed message. What is shown as code has a direction already, and is copied as it is. */
export const elementsIsolated = (elements: readonly MessageFormatElement[]): MessageFormatElement[] =>
  elements.map((element): MessageFormatElement => {
    if ('options' in element) {
      const options = Object.entries(element.options).map(([name, { value }]) => [
        name,
        { value: elementsIsolated(value) },
      ]);
      return { ...element, options: Object.fromEntries(options) };
    }
    if ('children' in element)
      return element.value === 'code' ? element : { ...element, children: elementsIsolated(element.children) };
    return element.type === LITERAL ? { ...element, value: withMachineIsolated(element.value) } : element;
  });
