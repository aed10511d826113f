import { FileSearch } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Explanation } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { FailureCallout } from '../ui/Callout.tsx';
import { copyText } from '../ui/clipboard.ts';
import { TextInput } from '../ui/Field.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { Switch } from '../ui/Switch.tsx';

/** What would leave the computer, to be read and edited before it does. `profileId` is null for all servers. */
export function ReportSheet({ profileId }: { readonly profileId: string | null }) {
  const { closeSheet, makeReport, saveReport } = useActions();
  const [hidesHosts, setHidesHosts] = useState(true);
  const [hidesAddresses, setHidesAddresses] = useState(false);
  const [text, setText] = useState('');
  const [isCopied, setIsCopied] = useState(false);
  const [failure, setFailure] = useState<Explanation | null>(null);

  useEffect(() => {
    let isLate = false;
    void makeReport({ profileId, hidesHosts, hidesAddresses }).then((made) => {
      if (isLate) return;
      setFailure(made.ok ? null : made.explanation);
      if (made.ok) setText(made.value);
    });
    return () => {
      isLate = true;
    };
  }, [profileId, hidesHosts, hidesAddresses, makeReport]);

  return (
    <Sheet
      title={t('report.title')}
      subtitle={t('report.subtitle')}
      icon={<FileSearch size={20} aria-hidden />}
      width="wide"
      onClose={closeSheet}
      actions={
        <>
          <Button onPress={closeSheet}>{t('common.close')}</Button>
          <Button isDisabled={text === ''} onPress={() => void saveReport(text)}>
            {t('report.save')}
          </Button>
          <Button look="primary" isDisabled={text === ''} onPress={() => setIsCopied(copyText(text))}>
            {isCopied ? t('common.copied') : t('report.copy')}
          </Button>
        </>
      }
    >
      <FailureCallout explanation={failure} />
      <p>{t('report.what')}</p>
      <Switch isSelected={hidesHosts} onChange={setHidesHosts}>
        {t('report.hosts')}
      </Switch>
      <Switch isSelected={hidesAddresses} onChange={setHidesAddresses}>
        {t('report.addresses')}
      </Switch>
      <TextInput
        label={t('report.text')}
        help={t('report.text.help')}
        value={text}
        onChange={(next) => {
          setText(next);
          setIsCopied(false);
        }}
        lines={14}
        monospace
      />
    </Sheet>
  );
}
