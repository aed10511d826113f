/**
 * What an update of a profile by an imported service changes. Pure: the differences are those between the profile and
 * what `updateOf` makes of it, so that they are exactly what happens.
 */

import { isDeepStrictEqual } from 'node:util';
import { allFields, profileParts, valueIn } from '../../preload/fields/profile.ts';
import type { Difference, ImportAnswer } from '../../preload/import-preview.ts';
import type { Endpoint, Profile } from '../../preload/types.ts';
import { toSay } from '../../preload/words/text.ts';
import { keptNotes } from './notes/kept-notes.ts';
import { answersIn } from './optional-fields.ts';
import type { ProposedService } from './proposal.ts';

/** The address that a person answered with, where the file had a question. */
export interface AnsweredAddress extends Pick<ImportAnswer, 'identity' | 'psk'> {
  readonly host: string;
  readonly remotePort: number;
}

/** The profile as the import says, with what is the person's kept; `update` of each field says which is which. */
export function updateOf(profile: Profile, service: ProposedService, answer: AnsweredAddress | null = null): Profile {
  const { id, demo } = profile;
  const { view, template } = service;
  const decided: Readonly<Record<string, unknown>> = {
    connect: connectOf(profile, service, answer),
    ...answersIn(template, answer ?? {}),
  };
  const parts = profileParts((field) =>
    field.name in decided
      ? decided[field.name]
      : field.update(valueIn(profile, field), valueIn(template, field), view.role),
  );
  return { id, ...parts, demo, origin: { ...template.origin, notes: keptNotes(template.origin.notes) } };
}

/** Open questions keep what the profile has. A server's file names one address, so that the profile's reserves stay. */
function connectOf(profile: Profile, { view, template }: ProposedService, answer: AnsweredAddress | null): Endpoint[] {
  const [first, ...others] = template.connect;
  const [own, ...reserves] = profile.connect;
  const host = answer?.host ?? first?.host ?? own?.host;
  const port = answer?.remotePort ?? first?.port ?? own?.port;
  if (host === undefined || port === undefined) return [...profile.connect];
  const named = others.flatMap((each) =>
    each.host === null || each.port === null ? [] : [{ host: each.host, port: each.port }],
  );
  return [{ host, port }, ...(view.role === 'server' ? reserves : named)];
}

/** Field by field, in the order of their table; the same words for different values are told apart. */
export function differencesBetween(old: Profile, updated: Profile): Difference[] {
  return allFields.flatMap((field) => {
    const [was, is] = [valueIn(old, field), valueIn(updated, field)];
    if (isDeepStrictEqual(was, is)) return [];
    const [before, after] = [field.words(was), field.words(is)];
    return [
      {
        field: field.name,
        old: before,
        new: isDeepStrictEqual(before, after) ? toSay('value.another', { value: after }) : after,
      },
    ];
  });
}
