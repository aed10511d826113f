/** What holds of every record, so that a new one has its first tests before any is written. */

import { describe, expect, it } from 'vitest';
import { sayClause } from '../words/say.ts';
import { allFields, profileParts, profileSchema, valueIn } from './profile.ts';

const id = '00000000-0000-4000-8000-000000000001';
const place = [{ host: 'a.example', port: 443 }];
const plain = {
  id,
  ...profileParts(({ usual }) => usual),
  name: 'A',
  accept: place,
  connect: place,
  demo: false,
  origin: { file: null, section: null, notes: [] },
};

it('makes a valid profile of what is usual, and of what every profile has to say', () => {
  expect(profileSchema.parse(plain)).toEqual(plain);
});

it('has no label twice', () => {
  const labels = allFields.map(({ label }) => label);
  expect(new Set(labels).size).toBe(labels.length);
});

describe.each(allFields.map((field) => [field.name, field] as const))('%s', (_name, field) => {
  const value = valueIn(plain, field);

  it('says something of its usual value', () => {
    expect(sayClause(field.words(value))).toMatch(/^\S(?:.*[^.\s])?$/);
  });

  it('stays as it is when nothing is said otherwise', () => {
    for (const role of ['server', 'client'] as const) expect(field.update(value, value, role)).toEqual(value);
  });
});

it.each(
  allFields.flatMap((field) =>
    field.editor?.form === undefined ? [] : [[field.name, field, field.editor.form] as const],
  ),
)('%s comes out of its form as it went in', (_name, field, form) => {
  const value = valueIn(plain, field);
  expect(form.valueOf(form.draftOf(value), value)).toEqual(value);
  expect(Object.keys(form.inputs)).toEqual(Object.keys(form.draftOf(value)));
});
