import { ServerCog } from 'lucide-react';
import { useState } from 'react';
import type { MadeKit, OpenedKit } from '../../preload/kit.ts';
import type { Explanation } from '../../preload/types.ts';
import { say } from '../../preload/words/say.ts';
import { t } from '../../preload/words/words.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { Callout, FailureCallout } from '../ui/Callout.tsx';
import { classNames } from '../ui/class-names.ts';
import { MachineLine, Part, Quiet } from '../ui/Part.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import styles from './KitSheet.module.css';

const css = classNames(styles);

interface MadeViewProps {
  readonly made: MadeKit;
  readonly onChange: (kit: OpenedKit) => void;
}

/** What was written, what to know of it, and the profiles that go with it. */
export function MadeView({ made, onChange }: MadeViewProps) {
  const { closeSheet } = useActions();
  const { kit, notes, clientFiles, path } = made;
  return (
    <Sheet
      title={t('kit.made.title')}
      icon={<ServerCog size={20} aria-hidden />}
      width="wide"
      onClose={closeSheet}
      actions={
        <>
          {kit !== null && (
            <div className={css('left')}>
              <Button look="quiet" onPress={() => onChange(kit)}>
                {t('kit.made.change')}
              </Button>
            </div>
          )}
          <Button look={kit === null ? 'primary' : 'secondary'} onPress={closeSheet}>
            {t('kit.close')}
          </Button>
        </>
      }
    >
      {notes.length > 0 && (
        <Callout level="information">
          <div className={css('notes')}>
            {notes.map(say).map((note) => (
              <p key={note}>{note}</p>
            ))}
          </div>
        </Callout>
      )}
      <Part>
        <p>{t('kit.made.where')}</p>
        <MachineLine>{path}</MachineLine>
        <Quiet>{t('kit.made.keys')}</Quiet>
      </Part>
      <Part title={t('kit.made.files')}>
        <ul className={css('people')}>
          {clientFiles.map((file) => (
            <li key={file}>
              <code dir="ltr">{file}</code>
            </li>
          ))}
        </ul>
      </Part>
      {kit !== null && <UseHere kit={kit} />}
    </Sheet>
  );
}

function UseHere({ kit }: { readonly kit: OpenedKit }) {
  const { addKitProfiles } = useActions();
  const [failure, setFailure] = useState<Explanation | null>(null);
  const add = async (client: string | null) => setFailure(await addKitProfiles(kit.id, client));
  const names = kit.clients.filter(({ isRevoked }) => !isRevoked).map(({ name }) => name);
  return (
    <Part title={t('kit.made.add')}>
      <Quiet>{t('kit.made.add.help')}</Quiet>
      <FailureCallout explanation={failure} />
      {kit.answers.clients === 'none' ? (
        <div className={css('start')}>
          <Button look="primary" onPress={() => void add(null)}>
            {t('kit.made.addEveryone')}
          </Button>
        </div>
      ) : (
        names.map((name, index) => (
          <div key={name} className={css('start')}>
            <Button look={index === 0 ? 'primary' : 'secondary'} onPress={() => void add(name)}>
              {t('kit.made.addFor', { name })}
            </Button>
          </div>
        ))
      )}
    </Part>
  );
}
