import { t } from '../../preload/words/words.ts';
import { Button } from '../ui/Button.tsx';
import { Sheet } from '../ui/Sheet.tsx';

interface UnsavedSheetProps {
  readonly name: string;
  readonly onKeep: () => void;
  readonly onDiscard: () => void;
  readonly onSave: () => void;
}

/** Above the editor that somebody closes with changes in it. */
export function UnsavedSheet({ name, onKeep, onDiscard, onSave }: UnsavedSheetProps) {
  return (
    <Sheet
      role="alertdialog"
      width="narrow"
      title={t('changes.unsaved.title')}
      onClose={onKeep}
      actions={
        <>
          <Button onPress={onDiscard}>{t('changes.unsaved.discard')}</Button>
          <Button onPress={onKeep}>{t('changes.unsaved.keep')}</Button>
          <Button look="primary" autoFocus onPress={onSave}>
            {t('changes.unsaved.save')}
          </Button>
        </>
      }
    >
      <p>{t('changes.unsaved.text', { name })}</p>
    </Sheet>
  );
}
