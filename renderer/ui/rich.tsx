import { Children, type ReactNode } from 'react';
import { type MessageId, partsOf, type RichValues } from '../../preload/words/words.ts';

/** A text of the catalogue that is more than a text: parts of it are links, code or bold, or what is put in is a part of the page. */
export function rich<Id extends MessageId>(id: Id, values: RichValues<Id, ReactNode>): ReactNode {
  return Children.toArray(partsOf(id, values) as readonly ReactNode[]);
}
