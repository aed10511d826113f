import { FileSearch } from 'lucide-react';
import { useRef, useState } from 'react';
import { t } from '../../preload/words/words.ts';
import { UnsavedSheet } from '../editor/UnsavedSheet.tsx';
import { useUnsaved } from '../editor/use-unsaved.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { Callout, FailureCallout } from '../ui/Callout.tsx';
import { classNames } from '../ui/class-names.ts';
import { copyText } from '../ui/clipboard.ts';
import { TextInput } from '../ui/Field.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { Switch } from '../ui/Switch.tsx';
import { useOneAtATime } from '../ui/use-one-at-a-time.ts';
import styles from './ReportSheet.module.css';
import { useReport } from './use-report.ts';

const css = classNames(styles);

/** What would leave the computer, to be read and edited before it does. `profileId` is null for all servers. */
export function ReportSheet({ profileId }: { readonly profileId: string | null }) {
  const { closeSheet, saveReport } = useActions();
  const { report, choices, failure, choose, edit, taken, bringBack } = useReport(profileId);
  const { text, kept, isUnsaved } = report;
  const [isCopied, setIsCopied] = useState(false);
  const [isLeaving, setIsLeaving] = useState(false);
  const fields = useRef<HTMLDivElement>(null);
  useUnsaved(isUnsaved ? t('report.title') : null);

  const oneAtATime = useOneAtATime();
  const save = async (): Promise<boolean> => {
    const isSaved = await saveReport(text);
    if (isSaved) taken(text);
    return isSaved;
  };
  const copy = () => {
    const copied = copyText(text);
    setIsCopied(copied);
    if (copied) taken(text);
  };

  return (
    <Sheet
      title={t('report.title')}
      subtitle={t('report.subtitle')}
      icon={<FileSearch size={20} aria-hidden />}
      width="wide"
      onClose={() => (isUnsaved ? setIsLeaving(true) : closeSheet())}
      actions={
        <>
          <Button onPress={() => (isUnsaved ? setIsLeaving(true) : closeSheet())}>{t('common.close')}</Button>
          <Button isDisabled={text === ''} onPress={() => oneAtATime(async () => void (await save()))}>
            {t('report.save')}
          </Button>
          <Button look="primary" isDisabled={text === ''} onPress={copy}>
            {isCopied ? t('common.copied') : t('report.copy')}
          </Button>
        </>
      }
    >
      <FailureCallout explanation={failure} />
      <p>{t('report.what')}</p>
      <Switch isSelected={choices.hidesHosts} onChange={(hidesHosts) => choose({ ...choices, hidesHosts })}>
        {t('report.hosts')}
      </Switch>
      <Switch isSelected={choices.hidesAddresses} onChange={(hidesAddresses) => choose({ ...choices, hidesAddresses })}>
        {t('report.addresses')}
      </Switch>
      {kept.length > 0 && (
        <Callout level="information" isAlert>
          <div className={css('anew')}>
            <p>{t('report.anew')}</p>
            <Button
              size="small"
              onPress={() => {
                bringBack();
                setIsCopied(false);
                fields.current?.querySelector('textarea')?.focus();
              }}
            >
              {t('report.back')}
            </Button>
          </div>
        </Callout>
      )}
      <div ref={fields}>
        <TextInput
          label={t('report.text')}
          help={t('report.text.help')}
          value={text}
          onChange={(next) => {
            edit(next);
            setIsCopied(false);
          }}
          lines={14}
          monospace
        />
      </div>
      {isLeaving && (
        <UnsavedSheet
          name={t('report.title')}
          onKeep={() => setIsLeaving(false)}
          onDiscard={closeSheet}
          onSave={() => {
            setIsLeaving(false);
            void save().then((isSaved) => {
              if (isSaved) closeSheet();
            });
          }}
        />
      )}
    </Sheet>
  );
}
