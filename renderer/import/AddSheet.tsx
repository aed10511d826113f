import { FileDown, PencilLine, Plus } from 'lucide-react';
import { useState } from 'react';
import { configurationTextSchema } from '../../preload/import-schemas.ts';
import type { Explanation } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { useActions, useWindow } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { FailureCallout } from '../ui/Callout.tsx';
import { classNames } from '../ui/class-names.ts';
import { TextInput } from '../ui/Field.tsx';
import { rich } from '../ui/rich.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import styles from './AddSheet.module.css';
import { FromServerPart } from './FromServerPart.tsx';
import { HandSheet } from './HandSheet.tsx';

const css = classNames(styles);

export function AddSheet() {
  const [isByHand, setIsByHand] = useState(false);
  return isByHand ? <HandSheet onBack={() => setIsByHand(false)} /> : <GivenSheet onByHand={() => setIsByHand(true)} />;
}

/** A configuration, or a line that says where the server is. */
function GivenSheet({ onByHand }: { readonly onByHand: () => void }) {
  const { closeSheet, openSheet, typed, chooseFile, chooseFolder, readText, startDemo } = useActions();
  const hasProfiles = useWindow((state) => (state.app?.profiles.length ?? 0) > 0);
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<Explanation | null>(null);
  const error = configurationTextSchema.safeParse(text).error?.issues[0]?.message;
  const run = async (request: Promise<Explanation | null>) => setFailure(await request);
  return (
    <Sheet
      title={t('common.addServer')}
      subtitle={t('import.add.pasteOr')}
      icon={<Plus size={20} aria-hidden />}
      onClose={closeSheet}
      actions={
        <>
          {hasProfiles && (
            <div className={css('demo')}>
              <Button look="quiet" onPress={() => void run(startDemo())}>
                {t('common.tryDemo')}
              </Button>
            </div>
          )}
          <Button onPress={closeSheet}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            isDisabled={text.trim() === '' || error !== undefined}
            onPress={() => void run(readText(null, text))}
          >
            {t('import.add.read')}
          </Button>
        </>
      }
    >
      <FailureCallout explanation={failure} />
      <div className={css('drop')}>
        <FileDown size={28} strokeWidth={1.5} aria-hidden />
        <p>{rich('import.add.drop', { code: (parts) => <code>{parts}</code> })}</p>
        <div className={css('choose')}>
          <Button onPress={() => void run(chooseFile())}>{t('import.add.chooseFile')}</Button>
          <Button onPress={() => void run(chooseFolder())}>{t('import.add.chooseFolder')}</Button>
          <Button icon={<PencilLine size={15} aria-hidden />} onPress={onByHand}>
            {t('import.add.byHand')}
          </Button>
        </div>
      </div>
      <TextInput
        label={t('import.add.paste')}
        help={rich('import.add.paste.help', { code: (parts) => <code>{parts}</code> })}
        value={text}
        onChange={(next) => {
          setText(next);
          typed(next.trim() !== '');
        }}
        error={error}
        lines={6}
        monospace
        placeholder={'vpn.example.org:443\n\n[ssh]\naccept = 443\nconnect = 127.0.0.1:22'}
      />
      <FromServerPart onFailure={setFailure} />
      <div className={css('other')}>
        <p>{t('kit.open.help')}</p>
        <Button size="small" onPress={() => openSheet({ kind: 'kit' })}>
          {t('kit.open')}
        </Button>
      </div>
    </Sheet>
  );
}
