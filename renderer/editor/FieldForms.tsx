import type { FormDraft, Input, Section } from '../../preload/fields/form.ts';
import { t } from '../../preload/words/words.ts';
import { classNames } from '../ui/class-names.ts';
import { Select, TextInput } from '../ui/Field.tsx';
import { Switch } from '../ui/Switch.tsx';
import type { DraftErrors } from './draft.ts';
import styles from './FieldForms.module.css';
import { draftIn, type FormDrafts, formsOf, pathOf } from './forms.ts';

const css = classNames(styles);

interface FieldFormsProps {
  readonly section: Section;
  readonly drafts: FormDrafts;
  readonly errors: DraftErrors;
  readonly onChange: (drafts: FormDrafts) => void;
}

/** The fields of a section that their records describe: texts and choices first, switches below. */
export function FieldForms({ section, drafts, errors, onChange }: FieldFormsProps) {
  const inputs = formsOf(section).flatMap(({ field, form }) => {
    const draft = draftIn(drafts, field);
    return Object.entries(form.inputs)
      .filter(([, input]) => input.isShown?.(draft) ?? true)
      .map(([name, input]) => ({
        path: pathOf(field, name),
        input,
        value: draft[name] ?? '',
        set: (value: FormDraft[string]) => onChange({ ...drafts, [field.name]: { ...draft, [name]: value } }),
      }));
  });
  const isSwitch = ({ input }: { readonly input: Input<FormDraft> }) => input.kind === 'switch';
  const others = inputs.filter((one) => !isSwitch(one));
  return (
    <>
      {others.length > 0 && (
        <div className={css('fields')}>
          {others.map(({ path, input, value, set }) => (
            <FormInput key={path} input={input} value={String(value)} onChange={set} error={errors[path]} />
          ))}
        </div>
      )}
      {inputs.filter(isSwitch).map(({ path, input, value, set }) => (
        <Switch key={path} isSelected={value === true} onChange={set}>
          {t(input.label)}
        </Switch>
      ))}
    </>
  );
}

interface FormInputProps {
  readonly input: Input<FormDraft>;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
}

function FormInput({ input, value, onChange, error }: FormInputProps) {
  const label = t(input.label);
  const help = input.help && t(input.help);
  return input.kind === 'choice' ? (
    <Select
      label={label}
      value={value}
      onChange={onChange}
      choices={input.choices.map((choice) => ({ value: choice.value, label: t(choice.label) }))}
      help={help}
    />
  ) : (
    <TextInput
      label={label}
      value={value}
      onChange={onChange}
      error={error}
      help={help}
      numeric={input.kind === 'text' && input.isNumber === true}
    />
  );
}
