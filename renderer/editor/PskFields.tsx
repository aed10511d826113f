import { useState } from 'react';
import type { Explanation } from '../../preload/types.ts';
import { useActions } from '../store-context.tsx';
import { FailureCallout } from '../ui/Callout.tsx';
import { Select, TextInput } from '../ui/Field.tsx';
import { FileField } from '../ui/FileField.tsx';
import { SecretField, type SectionProps } from './SecretField.tsx';

/** A key that the server and this computer share, instead of certificates. */
export function PskFields(props: SectionProps) {
  const { draft, errors, onChange } = props;
  const { chooseFor } = useActions();
  const [failure, setFailure] = useState<Explanation | null>(null);
  const choose = async () => {
    const chosen = await chooseFor('psk');
    setFailure(chosen.ok ? null : chosen.explanation);
    if (chosen.ok && chosen.value !== null) onChange({ pskFile: chosen.value.path });
  };
  return (
    <>
      <Select
        label="Pre-shared key (PSK)"
        value={draft.psk}
        onChange={(psk) => onChange({ psk })}
        help="A key that both sides know, instead of certificates: only if the server has PSKsecrets."
        choices={[
          { value: 'none', label: 'None' },
          { value: 'secret', label: 'Entered here' },
          { value: 'file', label: 'In a file' },
        ]}
      />
      <FailureCallout explanation={failure} />
      {draft.psk === 'file' && (
        <FileField
          label="File with keys"
          path={draft.pskFile}
          onChoose={() => void choose()}
          error={errors['psk.path']}
          help="Lines of the form IDENTITY:KEY, as in PSKsecrets of stunnel. Read when the tunnel starts."
        />
      )}
      {draft.psk !== 'none' && (
        <TextInput
          label="Identity"
          value={draft.pskIdentity}
          onChange={(pskIdentity) => onChange({ pskIdentity })}
          error={errors['psk.identity']}
          help={
            draft.psk === 'file'
              ? 'The name of the key to use. Empty: the first one in the file.'
              : 'The name that the server knows the key by.'
          }
        />
      )}
      {draft.psk === 'secret' && (
        <SecretField
          {...props}
          field="psk"
          help="What stands behind the colon in the server’s file: at least 16 characters, or 32 hexadecimal digits."
        />
      )}
    </>
  );
}
