import { Check, ChevronDown } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import {
  Button as AriaButton,
  Select as AriaSelect,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
  TextArea,
  TextField,
} from 'react-aria-components';
import { classNames } from './class-names.ts';
import styles from './Field.module.css';

const css = classNames(styles);

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  readonly help?: ReactNode;
}

interface TextInputProps extends FieldProps {
  readonly placeholder?: string;
  readonly numeric?: boolean;
  readonly autoFocus?: boolean;
  readonly lines?: number;
  readonly monospace?: boolean;
  readonly hideLabel?: boolean;
  /** What is typed is not shown. */
  readonly secret?: boolean;
}

/** A labelled text field; several lines when `lines` is given. An error replaces the help text. */
export function TextInput({ label, value, onChange, error, help, ...options }: TextInputProps) {
  const { placeholder = '', numeric, autoFocus = false, lines, monospace, hideLabel, secret = false } = options;
  const input = {
    placeholder,
    spellCheck: false,
    // Each by what is typed: hosts and numbers run from left to right everywhere, as what is the machine's does; for that
    // Chromium need not look at a long line again and again, which takes minutes for a megabyte.
    dir: monospace ? 'ltr' : 'auto',
    autoComplete: 'off',
    className: css('input', numeric && 'numeric', monospace && 'monospace', lines !== undefined && 'area'),
  };
  return (
    <TextField
      {...(hideLabel ? { 'aria-label': label } : {})}
      className={css('field')}
      value={value}
      onChange={onChange}
      isInvalid={error !== undefined}
      autoFocus={autoFocus}
      inputMode={numeric ? 'numeric' : 'text'}
      type={secret ? 'password' : 'text'}
    >
      {!hideLabel && <Label className={css('label')}>{label}</Label>}
      {lines === undefined ? <Input {...input} /> : <TextArea {...input} rows={lines} />}
      <FieldNote error={error} help={help} />
    </TextField>
  );
}

/** Below a field: what is wrong, else what it is for. */
export function FieldNote({ error, help }: { readonly error: string | undefined; readonly help?: ReactNode }) {
  if (error !== undefined) return <FieldError className={css('error')}>{error}</FieldError>;
  if (help === undefined || help === null) return null;
  return (
    <Text slot="description" className={css('help')}>
      {help}
    </Text>
  );
}

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly description?: string;
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly choices: readonly Choice<Value>[];
  readonly help?: ReactNode;
}

export function Select<Value extends string>({ label, value, onChange, choices, help }: ChoiceProps<Value>) {
  return (
    <AriaSelect
      className={css('field')}
      value={value}
      onChange={(key) => {
        const chosen = choices.find((choice) => choice.value === key);
        if (chosen) onChange(chosen.value);
      }}
    >
      <Label className={css('label')}>{label}</Label>
      <AriaButton className={css('input', 'select')}>
        <SelectValue className={css('selected')} />
        <ChevronDown size={15} aria-hidden />
      </AriaButton>
      <FieldNote error={undefined} help={help} />
      <Popover className={css('popover')} offset={4}>
        <ListBox className={css('list')}>
          {choices.map((choice) => (
            <ListBoxItem key={choice.value} id={choice.value} textValue={choice.label} className={css('option')}>
              <span className={css('optionIcon')}>{choice.icon}</span>
              <span>{choice.label}</span>
              <Check size={15} aria-hidden className={css('check')} />
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

/**
 * Native radio buttons: `segments` puts short choices beside each other, `rows` has room for descriptions.
 */
export function RadioChoice<Value extends string>({
  label,
  value,
  onChange,
  choices,
  help,
  look,
}: ChoiceProps<Value> & { readonly look: 'segments' | 'rows' }) {
  const name = useId();
  const helpId = useId();
  return (
    <fieldset className={css('field', 'group')} {...(help === undefined ? {} : { 'aria-describedby': helpId })}>
      <legend className={css('label')}>{label}</legend>
      <div className={css(look)}>
        {choices.map((choice) => (
          <label key={choice.value} className={css('radio')}>
            <input
              type="radio"
              name={name}
              className={css('dot')}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
              aria-label={choice.label}
            />
            {choice.icon}
            <span className={css('radioText')}>
              <span>{choice.label}</span>
              {choice.description !== undefined && <span className={css('help')}>{choice.description}</span>}
            </span>
          </label>
        ))}
      </div>
      {help !== undefined && (
        <p id={helpId} className={css('help')}>
          {help}
        </p>
      )}
    </fieldset>
  );
}

interface CheckboxProps {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly label: string;
}

export function Checkbox({ isSelected, onChange, label }: CheckboxProps) {
  return (
    <span className={css('checkbox')}>
      <input
        type="checkbox"
        className={css('box')}
        aria-label={label}
        checked={isSelected}
        onChange={(event) => onChange(event.target.checked)}
      />
      <Check size={13} strokeWidth={3} aria-hidden />
    </span>
  );
}
