/**
 * English that looks like another language: accented, so that what is not translated stands out; a third longer, as German
 * and Polish are; in brackets, so that what is cut is seen. The layout is tried with it.
 */
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { english } from './en/index.ts';
import type { Message, Translation } from './translation.ts';

const plain = 'aeiouycnszAEIOUYCNSZ';
const accented = 'áéíóúýçñšžÁÉÍÓÚÝÇÑŠŽ';

function accent(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => accented[plain.indexOf(letter)] ?? letter);
}

function pseudoElements(elements: readonly MessageFormatElement[]): MessageFormatElement[] {
  return elements.map((element) => {
    switch (element.type) {
      case TYPE.literal:
        return { ...element, value: accent(element.value) };
      case TYPE.tag:
        return { ...element, children: pseudoElements(element.children) };
      case TYPE.plural:
      case TYPE.select:
        return {
          ...element,
          options: Object.fromEntries(
            Object.entries(element.options).map(([name, { value }]) => [name, { value: pseudoElements(value) }]),
          ),
        };
      default:
        return element;
    }
  });
}

const lengthOf = (elements: readonly MessageFormatElement[]): number =>
  elements.reduce((sum, element) => sum + (element.type === TYPE.literal ? element.value.length : 8), 0);

/** A third more, in words, so that it breaks as words do. */
const padding = (length: number): string =>
  ' ~~~~'.repeat(Math.max(1, Math.round(length / 15))).slice(0, 1 + length / 3);

/** The built program has no parser, and what it has as a text holds no signs of the syntax (build/words.ts). */
function elementsOf(message: Message): readonly MessageFormatElement[] {
  if (typeof message !== 'string') return message;
  return /[{<]/.test(message) ? parse(message) : [{ type: TYPE.literal, value: message }];
}

export function pseudo(message: Message): Message {
  const elements = elementsOf(message);
  return [
    { type: TYPE.literal, value: '[' },
    ...pseudoElements(elements),
    { type: TYPE.literal, value: `${padding(lengthOf(elements))}]` },
  ];
}

export function pseudoTranslation(): Translation {
  const original: Translation = english;
  return Object.fromEntries(Object.entries(original).map(([id, message]) => [id, pseudo(message)]));
}
