import { useState } from 'react';
import type { FilePurpose } from '../../preload/contract.ts';
import type { Explanation } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { FailureCallout } from '../ui/Callout.tsx';
import { FileField } from '../ui/FileField.tsx';
import styles from './IdentityFields.module.css';
import { SecretField, type SectionProps } from './SecretField.tsx';

/** The certificate that this computer shows to the server. */
export function IdentityFields(props: SectionProps) {
  const { draft, errors, onChange } = props;
  const { chooseFor } = useActions();
  const [failure, setFailure] = useState<Explanation | null>(null);
  const choose = async (purpose: FilePurpose) => {
    const chosen = await chooseFor(purpose);
    setFailure(chosen.ok ? null : chosen.explanation);
    if (!chosen.ok || chosen.value === null) return;
    const { path, holds } = chosen.value;
    if (holds === 'key') onChange({ key: path });
    else if (holds === 'pkcs12') onChange({ identity: 'pkcs12', certificate: path, key: '' });
    else onChange({ identity: 'pem', certificate: path, key: holds === 'certificate-and-key' ? path : draft.key });
  };
  const isChosen = draft.identity !== 'none';
  return (
    <>
      <FailureCallout explanation={failure} />
      <FileField
        label={t('editor.certificateFile')}
        path={draft.certificate}
        onChoose={() => void choose('certificate')}
        error={errors['identity.certificate'] ?? errors['identity.path']}
        help={t('editor.certificateFile.help')}
      />
      {draft.identity === 'pem' && (
        <FileField
          label={t('editor.keyFile')}
          path={draft.key}
          onChoose={() => void choose('key')}
          error={errors['identity.key']}
          help={t('editor.keyFile.help')}
        />
      )}
      {isChosen && (
        <>
          <SecretField {...props} field="key-passphrase" help={t('editor.keyPassphrase.help')} />
          <div className={styles['quiet']}>
            <Button look="quiet" size="small" onPress={() => onChange({ identity: 'none', certificate: '', key: '' })}>
              {t('editor.noCertificate')}
            </Button>
          </div>
        </>
      )}
    </>
  );
}
