import { Archive, ArchiveRestore } from 'lucide-react';
import { useState } from 'react';
import type { Explanation } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { FailureCallout } from '../ui/Callout.tsx';
import { classNames } from '../ui/class-names.ts';
import { TextInput } from '../ui/Field.tsx';
import styles from './BackupPart.module.css';

const css = classNames(styles);

/** All profiles as one file, and back. */
export function BackupPart() {
  const { saveBackup, openBackup } = useActions();
  const [passphrase, setPassphrase] = useState('');
  const [failure, setFailure] = useState<Explanation | null>(null);
  const run = async (request: Promise<Explanation | null>) => setFailure(await request);
  return (
    <section className={css('part')} aria-label={t('settings.backup')}>
      <p>{t('settings.backup.what')}</p>
      <FailureCallout explanation={failure} />
      <TextInput
        label={t('settings.backup.sealed')}
        value={passphrase}
        onChange={setPassphrase}
        help={t('settings.backup.passphraseHelp')}
        secret
      />
      <div className={css('buttons')}>
        <Button
          icon={<Archive size={15} aria-hidden />}
          onPress={() => void run(saveBackup(passphrase === '' ? null : passphrase))}
        >
          {t('settings.backup.save')}
        </Button>
        <Button icon={<ArchiveRestore size={15} aria-hidden />} onPress={() => void run(openBackup())}>
          {t('settings.backup.restore')}
        </Button>
      </div>
    </section>
  );
}
