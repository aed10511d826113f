import type { Timeouts } from '../../preload/types.ts';
import { classNames } from '../ui/class-names.ts';
import { Select, TextInput } from '../ui/Field.tsx';
import { Switch } from '../ui/Switch.tsx';
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
  readonly onChange: (changed: Partial<ProfileDraft>) => void;
}

export function AdvancedFields({ draft, errors, onChange }: AdvancedFieldsProps) {
  return (
    <>
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
        <TextInput
          label="Protocol inside TLS (ALPN)"
          value={draft.alpn}
          onChange={(alpn) => onChange({ alpn })}
          error={errors['alpn']}
          help="Only if the server tells services apart by it, as in “h2, http/1.1”."
        />
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
        <Select
          label="Connections kept ready"
          value={draft.spares}
          onChange={(spares) => onChange({ spares })}
          help="Made ahead of time, so that the next program need not wait. By default only where servers bear it well."
          choices={[
            { value: 'default', label: 'By application' },
            { value: 'own', label: 'A number of your own' },
          ]}
        />
        {draft.spares === 'own' && (
          <>
            <TextInput
              label="How many"
              value={draft.spareCount}
              onChange={(spareCount) => onChange({ spareCount })}
              error={errors['spares.count']}
              help="0 to 8; 0 keeps none"
              numeric
            />
            <TextInput
              label="Kept for"
              value={draft.spareLifetime}
              onChange={(spareLifetime) => onChange({ spareLifetime })}
              error={errors['spares.lifetime']}
              help="seconds, at most 600"
              numeric
            />
          </>
        )}
      </div>
      <Switch isSelected={draft.resume} onChange={(resume) => onChange({ resume })}>
        Resume TLS sessions, which makes the next connections faster
      </Switch>
    </>
  );
}
