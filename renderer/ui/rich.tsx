import { Children, type ReactNode } from 'react';
import { type MessageId, partsOf, type RichValues } from '../../preload/words/words.ts';

/** What stands between two tags gets the keys that React wants of parts in a list. */
const keyed = (value: unknown): unknown =>
  typeof value === 'function' ? (parts: readonly ReactNode[]) => value(Children.toArray(parts)) : value;

/** A text of the catalogue that is more than a text: parts of it are links, code or bold, or what is put in is a part of the page. */
export function rich<Id extends MessageId>(id: Id, values: RichValues<Id, ReactNode>): ReactNode {
  const keyedValues = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, keyed(value)]));
  return Children.toArray(partsOf(id, keyedValues) as readonly ReactNode[]);
}
