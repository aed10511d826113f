import type { KeptSecret, SecretField } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { Button } from '../ui/Button.tsx';
import { TextInput } from '../ui/Field.tsx';
import { keepingWords, secretLabels } from './labels.ts';
import styles from './SecretInput.module.css';

interface SecretInputProps {
  readonly field: SecretField;
  readonly label?: string;
  /** What is typed; empty: what is kept stays. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** null: none is kept. */
  readonly kept: KeptSecret | null;
  readonly isForgotten: boolean;
  readonly onForget: () => void;
  readonly canRemember: boolean;
  readonly error?: string | undefined;
  /** One line on what it is. */
  readonly help: string;
}

/** A secret to type. What is kept is never shown: it can be replaced or forgotten. */
export function SecretInput(props: SecretInputProps) {
  const { field, label = secretLabels()[field], value, onChange, kept, isForgotten, onForget, canRemember } = props;
  const isKept = kept !== null && !isForgotten;
  const words = isKept
    ? t(kept.kept === 'sealed' ? 'secrets.kept.sealed' : 'secrets.kept.memory')
    : `${props.help} ${keepingWords(canRemember)}`;
  return (
    <div className={styles['secret']}>
      <TextInput
        label={label}
        value={value}
        onChange={onChange}
        placeholder={isKept ? '••••••••' : ''}
        error={props.error}
        help={words}
        secret
      />
      {isKept && (
        <Button look="quiet" size="small" aria-label={t('secrets.forgetWhich', { secret: label })} onPress={onForget}>
          {t('secrets.forget')}
        </Button>
      )}
    </div>
  );
}
