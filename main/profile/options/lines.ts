/** Fields that are one line of a stunnel.conf, as their records say (preload/fields). */
import type { InStunnel } from '../../../preload/fields/field.ts';
import { allFields, type NamedField } from '../../../preload/fields/profile.ts';
import type { Note, Profile } from '../../../preload/types.ts';
import type { OptionLine } from '../../conf/document.ts';
import { findOption } from '../../conf/options.ts';
import { hasPlaceholder } from '../../conf/placeholder.ts';
import type { ConfService } from '../../conf/services.ts';
import { lastOf } from '../../conf/services.ts';
import { isReadable, readValue } from '../../conf/values/value.ts';
import { noteOn } from '../notes/note.ts';
import { withCommands } from './config-commands.ts';
import type { Role } from './no-effect.ts';

type Line = Extract<InStunnel, { readonly kind: 'line' }>;

export interface LineField {
  readonly field: NamedField;
  readonly line: Line;
}

/** The fields that are one line. */
export const lineFields: readonly LineField[] = allFields.flatMap((field) =>
  field.stunnel.kind === 'line' ? [{ field, line: field.stunnel }] : [],
);

export interface ReadLines {
  /** What the section says of the profile's own fields, and of those of `tls`. */
  readonly own: Partial<Profile>;
  readonly tls: Partial<Profile['tls']>;
  readonly notes: readonly Note[];
}

/** What a section says in single lines; fields that it does not name, or not in a way that a profile keeps, are left out. */
export function readLines(section: ConfService, role: Role, wanted = lineFields): ReadLines {
  const service = withCommands(section);
  const notes: Note[] = [];
  const found = wanted.flatMap(({ field, line }) => {
    const written = role === 'client' || line.ofServers ? lastOf(service, line.option) : null;
    if (written === null || written.meant === '' || written.meant === line.same) return [];
    const value = readLine(written, line);
    const checked = value === null ? null : field.schema.safeParse(value);
    if (checked?.success) return [{ field, value: checked.data }];
    notes.push(noteOn(written, line.refused));
    return [];
  });
  const valuesOf = (isTls: boolean) =>
    Object.fromEntries(
      found.filter(({ field }) => field.isTls === isTls).map(({ field, value }) => [field.name, value]),
    );
  return { own: valuesOf(false), tls: valuesOf(true), notes };
}

function readLine({ meant }: OptionLine, { option }: Line): unknown {
  const kind = findOption(option)?.value;
  return kind === undefined || !isReadable(kind) || hasPlaceholder(meant) ? null : readValue(kind, meant);
}
