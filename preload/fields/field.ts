/**
 * One record for each field of a profile holds what schema, previews, comparison, updates, shared files, backups,
 * stunnel.conf, the engine and the editor need to know of it. Those go through the records (profile.ts) and write out only
 * what is special. Records are plain data and pure functions, because main and the window both use them.
 */

import type { z } from 'zod';
import type { secretFieldSchema } from '../secret-schemas.ts';
import type { Text } from '../words/text.ts';
import type { FixedId } from '../words/words.ts';
import type { Form, Section } from './form.ts';

export interface FieldRules<Value> {
  /** For a list of fields with their values: of the catalogue. */
  readonly label: FixedId;
  /** The value for a person, within a sentence or behind its label. */
  words(value: Value): string | Text;
  /** What a profile has when nothing says otherwise. Left out: every profile has to say. */
  readonly usual?: Value;
  /** What the field is when a profile with `own` is updated by a file with `said`. */
  update(own: Value, said: Value, role: Role): Value;
  readonly shared: Sharing;
  readonly stunnel: InStunnel;
  /** In the preview of an import: with the other settings when it is unusual, or in a place of its own. */
  readonly preview: 'setting' | 'own place';
  /** `as it is`: the engine gets the value when there is one. `resolved`: made for it by profile/specification.ts. */
  readonly engine: 'as it is' | 'resolved' | 'no';
  /** Left out: nobody edits it. Without a form the section has a component for it. */
  readonly editor?: { readonly section: Section; readonly form?: Form<Value> };
  /** The secret that is kept beside it. Left out: none. */
  readonly secret?: FieldSecret<Value>;
  /** The files of this computer that it names. Left out: none. */
  files?(value: Value): readonly string[];
}

/** Whose file it is that updates a profile. */
export type Role = 'server' | 'client';

/** What of the value is in a shared file or link. A backup has everything. */
export type Sharing =
  | 'as it is'
  /** It is about this computer, and nobody misses it. */
  | 'never'
  /** It is about this computer: `told` says so to who shares, `refused` to who receives one all the same. */
  | { readonly told: Text; readonly refused: Text }
  /** profile/share says what. */
  | 'in part';

/** Where the value is in a stunnel.conf. */
export type InStunnel =
  /** One line of an option, the last one of several; read with the option's kind of value and checked with the schema. */
  | {
      readonly kind: 'line';
      readonly option: string;
      /** The line of a server's section counts for its clients as well. */
      readonly ofServers?: true;
      /** A value that is the same as none. */
      readonly same?: string;
      /** What becomes of a value that a profile cannot keep: a sentence. */
      readonly refused: Text;
      /** What of a list separated by colons OpenSSL 3.0 knows; it would refuse the whole list for anything else. */
      readonly known?: RegExp;
      /** profile/export writes it. Left out: the line says the value, and is left out when that is usual. */
      readonly written?: 'specially';
    }
  /** stunnel has no option for it: a comment for Adit, and another one for people when something has to be said. */
  | { readonly kind: 'mark'; readonly instead: string | null }
  /** Options that profile/options reads and profile/export writes. `every`: each line adds something. */
  | { readonly kind: 'special'; readonly options: readonly string[]; readonly every?: true }
  /** Not in the file. */
  | { readonly kind: 'none' };

export interface FieldSecret<Value> {
  readonly name: z.infer<typeof secretFieldSchema>;
  /** The value has a use for it. */
  isUsed(value: Value): boolean;
  /** The value has the setting that it belongs to. */
  hasPlace(value: Value): boolean;
  /** The value with another user name beside the secret. Left out: it has none. */
  withUsername?(value: Value, username: string | null): Value;
}

/** A record. `Rules` keeps its literal types, so that tables of what is special are complete or do not compile. */
export const field = <Schema extends z.ZodType, const Rules extends FieldRules<z.output<Schema>>>(
  schema: Schema,
  rules: Rules,
) => ({ schema, ...rules });

/** The person's: no file changes it. */
export const keep = <Value>(own: Value): Value => own;
/** The file's, as soon as a profile comes from it. */
export const take = <Value>(_own: Value, said: Value): Value => said;
/** A client's file decides; a server's says nothing of it. */
export const takeFromClients = <Value>(own: Value, said: Value, role: Role): Value => (role === 'client' ? said : own);
/** The file's where it says something. */
export const takeIfSaid = <Value>(own: Value, said: Value): Value => said ?? own;
