import { useEffect, useRef } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
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

/** A file by its path, which only a dialog changes. */
export function FileField({ label, path, onChoose, error, help }: FileFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  // The end of a long path, which is the file's name, says more than its beginning.
  useEffect(() => {
    if (path !== '' && input.current !== null) input.current.scrollLeft = input.current.scrollWidth;
  }, [path]);
  return (
    <TextField className={css('field')} value={path} isReadOnly isInvalid={error !== undefined}>
      <Label className={css('label')}>{label}</Label>
      <div className={own('row')}>
        <Input ref={input} className={css('input')} placeholder="No file chosen" title={path} />
        <Button aria-label={`Choose: ${label}`} onPress={onChoose}>
          Choose…
        </Button>
      </div>
      <FieldNote error={error} help={help} />
    </TextField>
  );
}
