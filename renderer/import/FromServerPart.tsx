import { SquareTerminal } from 'lucide-react';
import { useState } from 'react';
import { fetchCommand, readSshAddress } from '../../preload/ssh-address.ts';
import type { Explanation } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Details } from '../ui/Details.tsx';
import { TextInput } from '../ui/Field.tsx';
import { MachineLine, Quiet } from '../ui/Part.tsx';
import styles from './FromServerPart.module.css';

const css = classNames(styles);

interface FromServerPartProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onFailure: (explanation: Explanation | null) => void;
}

/** For whoever can log in to the server: the one command is shown before it runs. */
export function FromServerPart({ text, onText, onFailure }: FromServerPartProps) {
  const { fetchFromServer } = useActions();
  // What was typed before is in sight again.
  const [isUnfolded, setIsUnfolded] = useState(text !== '');
  const [isOpened, setIsOpened] = useState(false);
  const address = readSshAddress(text);
  const open = async () => {
    const failure = await fetchFromServer(text);
    onFailure(failure);
    setIsOpened(failure === null);
  };
  return (
    <Details title={t('fetch.title')} isOpen={isUnfolded} onOpenChange={setIsUnfolded}>
      <div className={css('part')}>
        <Quiet>{t('fetch.about')}</Quiet>
        <TextInput
          label={t('fetch.address')}
          value={text}
          onChange={(value) => {
            onText(value);
            setIsOpened(false);
          }}
          error={text.trim() !== '' && address === null ? t('fetch.wrong') : undefined}
          help={t('fetch.address.help')}
        />
        {address !== null && <MachineLine>{fetchCommand(address).join(' ')}</MachineLine>}
        <div className={css('row')}>
          <Button
            icon={<SquareTerminal size={15} aria-hidden />}
            isDisabled={address === null}
            onPress={() => void open()}
          >
            {t('fetch.open')}
          </Button>
          <Quiet isLive>{isOpened && t('fetch.opened')}</Quiet>
        </div>
      </div>
    </Details>
  );
}
