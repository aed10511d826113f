import { useState } from 'react';
import type { Explanation } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
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
        label={t('editor.psk')}
        value={draft.psk}
        onChange={(psk) => onChange({ psk })}
        help={t('editor.psk.help')}
        choices={[
          { value: 'none', label: t('editor.psk.none') },
          { value: 'secret', label: t('editor.psk.here') },
          { value: 'file', label: t('editor.psk.inFile') },
        ]}
      />
      <FailureCallout explanation={failure} />
      {draft.psk === 'file' && (
        <FileField
          label={t('editor.psk.file')}
          path={draft.pskFile}
          onChoose={() => void choose()}
          error={errors['psk.path']}
          help={t('editor.psk.file.help')}
        />
      )}
      {draft.psk !== 'none' && (
        <TextInput
          label={t('editor.psk.identity')}
          value={draft.pskIdentity}
          onChange={(pskIdentity) => onChange({ pskIdentity })}
          error={errors['psk.identity']}
          help={draft.psk === 'file' ? t('editor.psk.identity.inFile') : t('editor.psk.identity.help')}
        />
      )}
      {draft.psk === 'secret' && <SecretField {...props} field="psk" help={t('editor.psk.key.help')} />}
    </>
  );
}
