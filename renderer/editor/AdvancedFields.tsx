import type { Timeouts } from '../../preload/types.ts';
import { classNames } from '../ui/class-names.ts';
import { Details } from '../ui/Details.tsx';
import { Select, TextInput } from '../ui/Field.tsx';
import styles from './AdvancedFields.module.css';
import type { DraftErrors, ProfileDraft } from './draft.ts';

const css = classNames(styles);

const timeouts: readonly { readonly name: keyof Timeouts; readonly label: string; readonly help: string }[] = [
  { name: 'connect', label: 'Connect within', help: 'seconds, for each address' },
  { name: 'busy', label: 'Wait for an answer', help: 'seconds, while connecting' },
  { name: 'idle', label: 'Close when idle for', help: 'seconds' },
  { name: 'close', label: 'Wait for the end', help: 'seconds, while closing' },
];

interface AdvancedFieldsProps {
  readonly draft: ProfileDraft;
  readonly errors: DraftErrors;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly onChange: (changed: Partial<ProfileDraft>) => void;
}

/** Whether a field in here needs another look. */
export const hasAdvancedErrors = (errors: DraftErrors): boolean =>
  Object.keys(errors).some((path) => path === 'sniName' || path.startsWith('timeouts.'));

export function AdvancedFields({ draft, errors, isOpen, onOpenChange, onChange }: AdvancedFieldsProps) {
  return (
    <Details title="Advanced" isOpen={isOpen} onOpenChange={onOpenChange}>
      <div className={css('fields')}>
        <Select
          label="Server name (SNI)"
          value={draft.sni}
          onChange={(sni) => onChange({ sni })}
          choices={[
            { value: 'default', label: 'The server’s host name' },
            { value: 'name', label: 'Another name' },
            { value: 'none', label: 'Do not send one' },
          ]}
        />
        {draft.sni === 'name' && (
          <TextInput
            label="Name to send"
            value={draft.sniName}
            onChange={(sniName) => onChange({ sniName })}
            error={errors['sniName']}
          />
        )}
        {timeouts.map(({ name, label, help }) => (
          <TextInput
            key={name}
            label={label}
            value={draft.timeouts[name]}
            onChange={(value) => onChange({ timeouts: { ...draft.timeouts, [name]: value } })}
            error={errors[`timeouts.${name}`]}
            help={help}
            numeric
          />
        ))}
      </div>
    </Details>
  );
}
