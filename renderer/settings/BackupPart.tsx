import { Archive, ArchiveRestore } from 'lucide-react';
import { useState } from 'react';
import type { Explanation } from '../../preload/types.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { FailureCallout } from '../ui/Callout.tsx';
import { classNames } from '../ui/class-names.ts';
import { Details } from '../ui/Details.tsx';
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
    <section className={css('part')} aria-label="Backup">
      <p>All profiles and settings in one file, for safekeeping or another computer.</p>
      <FailureCallout explanation={failure} />
      <div className={css('buttons')}>
        <Button
          icon={<Archive size={15} aria-hidden />}
          onPress={() => void run(saveBackup(passphrase === '' ? null : passphrase))}
        >
          Back up all profiles…
        </Button>
        <Button icon={<ArchiveRestore size={15} aria-hidden />} onPress={() => void run(openBackup())}>
          Restore…
        </Button>
      </div>
      <Details title="With a passphrase">
        <TextInput
          label="Passphrase"
          value={passphrase}
          onChange={setPassphrase}
          help="It seals the passwords and keys that profiles keep. Without one they are left out, and asked for after a restore."
          secret
        />
      </Details>
    </section>
  );
}
