/** How a field is edited, where texts, choices and switches are enough: what is typed is text until it is checked. */
import type { FixedId } from '../words/words.ts';

/** Parts of the editor that everybody sees, and those that are folded. */
export type Section =
  | 'profile'
  | 'command'
  | 'ssh'
  | 'server'
  | 'local'
  | 'socket'
  | 'program'
  | 'trust'
  | FoldedSection;
export type FoldedSection = 'identity' | 'route' | 'revocation' | 'advanced';

export type FormDraft = Readonly<Record<string, string | boolean>>;

interface InputOf<Draft> {
  readonly label: FixedId;
  readonly help?: FixedId;
  /** Left out: always. */
  isShown?(draft: Draft): boolean;
}

export type Input<Draft> =
  | (InputOf<Draft> & {
      readonly kind: 'text';
      readonly isNumber?: true;
      /** What to say of a value that the schema refuses. Left out: the schema's own words. */
      readonly wrong?: FixedId;
    })
  | (InputOf<Draft> & {
      readonly kind: 'choice';
      readonly choices: readonly { readonly value: string; readonly label: FixedId }[];
    })
  | (InputOf<Draft> & { readonly kind: 'switch' });

export interface Form<Value, Draft extends FormDraft = FormDraft> {
  /** In their order. A problem of the schema is shown at the input that has the name of its path, else at the first. */
  readonly inputs: { readonly [Name in keyof Draft]: Input<Draft> };
  draftOf(value: Value): Draft;
  /** Unchecked. `before` has what the form does not show. */
  valueOf(draft: Draft, before: Value): unknown;
}

/** Write `draftOf` before the others, with the type of its value: the type of the draft is that of what it returns. */
export const form = <Value, const Draft extends FormDraft>(form: Form<Value, Draft>): Form<Value, Draft> => form;

/** NaN for anything but digits. */
export const numberIn = (text: string): number => (/^\d+$/.test(text.trim()) ? Number(text.trim()) : Number.NaN);
