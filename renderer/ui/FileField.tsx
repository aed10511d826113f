import { Label, TextArea, TextField } from 'react-aria-components';
import { t } from '../../preload/words/words.ts';
import { Button } from './Button.tsx';
import { classNames } from './class-names.ts';
import fieldStyles from './Field.module.css';
import { FieldNote } from './Field.tsx';
import styles from './FileField.module.css';

const css = classNames(fieldStyles);
const own = classNames(styles);

interface FileFieldProps {
  readonly label: string;
  /** Empty: none yet. */
  readonly path: string;
  readonly onChoose: () => void;
  readonly error?: string | undefined;
  readonly help?: string | undefined;
}

/** A file by its path, which only a dialog changes. Long paths take several lines: their end says most. */
export function FileField({ label, path, onChoose, error, help }: FileFieldProps) {
  return (
    <TextField className={css('field')} value={path} isReadOnly isInvalid={error !== undefined}>
      <Label className={css('label')}>{label}</Label>
      <div className={own('row')}>
        <TextArea dir="ltr" className={`${css('input')} ${own('path')}`} placeholder={t('ui.noFile')} rows={1} />
        <Button aria-label={t('ui.chooseWhich', { what: label })} onPress={onChoose}>
          {t('ui.choose')}
        </Button>
      </div>
      <FieldNote error={error} help={help} />
    </TextField>
  );
}
