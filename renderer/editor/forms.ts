/** Fields whose records say how they are edited: what their forms hold, and back. Pure. */

import type { Form, FormDraft, Input, Section } from '../../preload/fields/form.ts';
import { allFields, type FieldsWith, type fields, type NamedField, valueIn } from '../../preload/fields/profile.ts';
import type { Profile } from '../../preload/types.ts';

type FormField = FieldsWith<{ readonly editor: { readonly form: object } }>;

/** What is typed, by field and input. */
export type FormDrafts = {
  readonly [Name in FormField]: ReturnType<(typeof fields)[Name]['editor']['form']['draftOf']>;
};

interface FieldForm {
  readonly field: NamedField;
  readonly section: Section;
  readonly form: Form<unknown>;
}

const fieldForms: readonly FieldForm[] = allFields.flatMap((field) => {
  const { section, form } = field.editor ?? {};
  return section === undefined || form === undefined ? [] : [{ field, section, form }];
});

export const formsOf = (section: Section): readonly FieldForm[] => fieldForms.filter((one) => one.section === section);

/** The draft of one field, when only its record knows its shape. */
export const draftIn = (drafts: FormDrafts, { name }: NamedField): FormDraft =>
  (drafts as Readonly<Record<string, FormDraft>>)[name] ?? {};

export const formDraftsOf = (profile: Profile): FormDrafts =>
  Object.fromEntries(
    fieldForms.map(({ field, form }) => [field.name, form.draftOf(valueIn(profile, field))]),
  ) as FormDrafts;

/** What the forms say of the profile's own fields, or of those of `tls`. Unchecked. */
export const formValues = (drafts: FormDrafts, before: Profile, isTls: boolean): Record<string, unknown> =>
  Object.fromEntries(
    fieldForms
      .filter(({ field }) => field.isTls === isTls)
      .map(({ field, form }) => [field.name, form.valueOf(draftIn(drafts, field), valueIn(before, field))]),
  );

export interface InputPlace {
  /** In the errors: `spares.count`. */
  readonly path: string;
  readonly input: Input<FormDraft>;
}

/** The input that shows a problem: the one that is named as a part of the value, else the first of the field. */
export function inputAt(path: readonly PropertyKey[]): InputPlace | null {
  const [name, part] = path[0] === 'tls' ? path.slice(1) : path;
  const found = fieldForms.find(({ field }) => field.name === name);
  if (found === undefined) return null;
  const inputs = Object.entries(found.form.inputs);
  const [input] = [...inputs.filter(([each]) => each === part), ...inputs];
  return input === undefined ? null : { path: pathOf(found.field, input[0]), input: input[1] };
}

export const pathOf = ({ name }: NamedField, input: string): string => `${name}.${input}`;
