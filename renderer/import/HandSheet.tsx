import { PencilLine } from 'lucide-react';
import { useState } from 'react';
import { serverByHandSchema } from '../../preload/import-schemas.ts';
import type { Application, Explanation } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { useActions } from '../store-context.tsx';
import { applicationChoices } from '../ui/applications.tsx';
import { Button } from '../ui/Button.tsx';
import { FailureCallout } from '../ui/Callout.tsx';
import { classNames } from '../ui/class-names.ts';
import { Select, TextInput } from '../ui/Field.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { useOneAtATime } from '../ui/use-one-at-a-time.ts';
import { portOf } from './answers.ts';
import styles from './ServiceFields.module.css';

const css = classNames(styles);

/** As it stands in the fields. */
export interface Entered {
  readonly host: string;
  readonly port: string;
  readonly application: Application;
}
export const noServer: Entered = { host: '', port: '443', application: 'ssh' };

interface HandSheetProps {
  readonly entered: Entered;
  readonly onEnter: (entered: Entered) => void;
  readonly onBack: () => void;
}

/** Where a server is, filled in. The preview that follows has the rest, with a free local port. */
export function HandSheet({ entered, onEnter, onBack }: HandSheetProps) {
  const { closeSheet, readByHand } = useActions();
  const { host, port, application } = entered;
  const [failure, setFailure] = useState<Explanation | null>(null);
  const checked = serverByHandSchema.safeParse({ host, port: portOf(port), application });
  const errorOf = (field: 'host' | 'port') => checked.error?.issues.find(({ path }) => path[0] === field)?.message;
  const oneAtATime = useOneAtATime();
  const go = () => {
    if (checked.success) oneAtATime(async () => setFailure(await readByHand(checked.data)));
  };
  return (
    <Sheet
      title={t('import.hand.title')}
      subtitle={t('import.hand.subtitle')}
      icon={<PencilLine size={20} aria-hidden />}
      onClose={closeSheet}
      onSubmit={go}
      actions={
        <>
          <Button onPress={onBack}>{t('import.hand.back')}</Button>
          <Button look="primary" type="submit" isDisabled={!checked.success}>
            {t('import.hand.continue')}
          </Button>
        </>
      }
    >
      <FailureCallout explanation={failure} />
      <div className={css('pair')}>
        <TextInput
          label={t('import.serverHost')}
          value={host}
          onChange={(next) => onEnter({ ...entered, host: next })}
          error={host === '' ? undefined : errorOf('host')}
          help={t('import.hand.host.help')}
          placeholder="server.example.org"
          autoFocus
        />
        <TextInput
          label={t('import.serverPort')}
          value={port}
          onChange={(next) => onEnter({ ...entered, port: next })}
          error={errorOf('port')}
          help={t('import.hand.port.help')}
          numeric
        />
      </div>
      <Select
        label={t('common.application')}
        value={application}
        onChange={(next) => onEnter({ ...entered, application: next })}
        choices={applicationChoices()}
        help={t('import.hand.application.help')}
      />
    </Sheet>
  );
}
