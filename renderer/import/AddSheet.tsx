import { FileDown, PencilLine, Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
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
import { useOneAtATime } from '../ui/use-one-at-a-time.ts';
import styles from './AddSheet.module.css';
import { FromServerPart } from './FromServerPart.tsx';
import { HandSheet, noServer } from './HandSheet.tsx';

const css = classNames(styles);

/** Two ways, and back: what was typed on either is there again. */
export function AddSheet() {
  const { typed } = useActions();
  const [isByHand, setIsByHand] = useState(false);
  const [given, setGiven] = useState(nothingGiven);
  const [byHand, setByHand] = useState(noServer);
  // Not where to get it by ssh: what is got there comes from outside, into the place of this sheet.
  const isTyped = [given.text, byHand.host].some((text) => text.trim() !== '');
  useEffect(() => typed(isTyped), [typed, isTyped]);
  return isByHand ? (
    <HandSheet entered={byHand} onEnter={setByHand} onBack={() => setIsByHand(false)} />
  ) : (
    <GivenSheet given={given} onGive={setGiven} onByHand={() => setIsByHand(true)} />
  );
}

interface Given {
  readonly text: string;
  /** Where to get it by ssh. */
  readonly address: string;
}
const nothingGiven: Given = { text: '', address: '' };

interface GivenSheetProps {
  readonly given: Given;
  readonly onGive: (given: Given) => void;
  readonly onByHand: () => void;
}

/** A configuration, or a line that says where the server is. */
function GivenSheet({ given, onGive, onByHand }: GivenSheetProps) {
  const { closeSheet, openSheet, chooseFile, chooseFolder, readText, startDemo } = useActions();
  const hasProfiles = useWindow((state) => (state.app?.profiles.length ?? 0) > 0);
  const { text, address } = given;
  const [failure, setFailure] = useState<Explanation | null>(null);
  const error = configurationTextSchema.safeParse(text).error?.issues[0]?.message;
  const oneAtATime = useOneAtATime();
  const run = (request: () => Promise<Explanation | null>) => oneAtATime(async () => setFailure(await request()));
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
              <Button look="quiet" onPress={() => run(startDemo)}>
                {t('common.tryDemo')}
              </Button>
            </div>
          )}
          <Button onPress={closeSheet}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            isDisabled={text.trim() === '' || error !== undefined}
            onPress={() => run(() => readText(null, text))}
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
          <Button onPress={() => run(chooseFile)}>{t('import.add.chooseFile')}</Button>
          <Button onPress={() => run(chooseFolder)}>{t('import.add.chooseFolder')}</Button>
          <Button icon={<PencilLine size={15} aria-hidden />} onPress={onByHand}>
            {t('import.add.byHand')}
          </Button>
        </div>
      </div>
      <TextInput
        label={t('import.add.paste')}
        help={rich('import.add.paste.help', { code: (parts) => <code>{parts}</code> })}
        value={text}
        onChange={(next) => onGive({ ...given, text: next })}
        error={error}
        lines={6}
        monospace
        placeholder={'vpn.example.org:443\n\n[ssh]\naccept = 443\nconnect = 127.0.0.1:22'}
      />
      <FromServerPart text={address} onText={(next) => onGive({ ...given, address: next })} onFailure={setFailure} />
      <div className={css('other')}>
        <p>{t('kit.open.help')}</p>
        <Button size="small" onPress={() => openSheet({ kind: 'kit' })}>
          {t('kit.open')}
        </Button>
      </div>
    </Sheet>
  );
}
