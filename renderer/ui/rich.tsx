import { createElement, Fragment, type ReactNode } from 'react';
import { type MessageId, partsOf, type RichValues } from '../../preload/words/words.ts';

/** Children of their own each: in a list, React would want keys of them. */
const together = (parts: readonly unknown[], key = 'parts'): ReactNode =>
  createElement(Fragment, { key }, ...(parts as readonly ReactNode[]));

/** A tag gets what stands between its ends as one part. */
const ofOne = (value: unknown): unknown =>
  typeof value === 'function' ? (parts: readonly ReactNode[]) => value([together(parts)]) : value;

/** A text of the catalogue that is more than a text: parts of it are links, code or bold, or what is put in is a part of the page. */
export function rich<Id extends MessageId>(id: Id, values: RichValues<Id, ReactNode>): ReactNode {
  return together(partsOf(id, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, ofOne(value)]))));
}
