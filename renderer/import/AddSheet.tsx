import { FileDown, Plus } from 'lucide-react';
import { useState } from 'react';
import { configurationTextSchema } from '../../preload/import-schemas.ts';
import type { Explanation } from '../../preload/types.ts';
import { useActions, useWindow } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { FailureCallout } from '../ui/Callout.tsx';
import { classNames } from '../ui/class-names.ts';
import { TextInput } from '../ui/Field.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import styles from './AddSheet.module.css';

const css = classNames(styles);

export function AddSheet() {
  const { closeSheet, chooseFile, chooseFolder, readText, startDemo } = useActions();
  const hasProfiles = useWindow((state) => (state.app?.profiles.length ?? 0) > 0);
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<Explanation | null>(null);
  const error = configurationTextSchema.safeParse(text).error?.issues[0]?.message;
  const run = async (request: Promise<Explanation | null>) => setFailure(await request);
  return (
    <Sheet
      title="Add a server"
      subtitle="Use the configuration that stunnel runs with on the server."
      icon={<Plus size={20} aria-hidden />}
      onClose={closeSheet}
      actions={
        <>
          {hasProfiles && (
            <div className={css('demo')}>
              <Button look="quiet" onPress={() => void run(startDemo())}>
                Try the demo
              </Button>
            </div>
          )}
          <Button onPress={closeSheet}>Cancel</Button>
          <Button
            look="primary"
            isDisabled={text.trim() === '' || error !== undefined}
            onPress={() => void run(readText(null, text))}
          >
            Read
          </Button>
        </>
      }
    >
      <FailureCallout explanation={failure} />
      <div className={css('drop')}>
        <FileDown size={28} strokeWidth={1.5} aria-hidden />
        <p>
          Drop <code>stunnel.conf</code> here, or the folder or archive that holds it
        </p>
        <div className={css('choose')}>
          <Button onPress={() => void run(chooseFile())}>Choose a file…</Button>
          <Button onPress={() => void run(chooseFolder())}>Choose a folder…</Button>
        </div>
      </div>
      <TextInput
        label="Configuration text"
        help="Or paste it here. Leave out private keys: they stay on the server."
        value={text}
        onChange={setText}
        error={error}
        lines={6}
        monospace
        placeholder={'[ssh]\naccept = 443\nconnect = 127.0.0.1:22'}
      />
    </Sheet>
  );
}
