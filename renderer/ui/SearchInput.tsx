import { Search, X } from 'lucide-react';
import { Button, Input, SearchField } from 'react-aria-components';
import { t } from '../../preload/words/words.ts';
import { classNames } from './class-names.ts';
import styles from './SearchInput.module.css';

const css = classNames(styles);

interface SearchInputProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Escape empties it. */
export function SearchInput({ label, value, onChange }: SearchInputProps) {
  return (
    <SearchField className={css('field')} aria-label={label} value={value} onChange={onChange}>
      <Search size={15} aria-hidden className={css('icon')} />
      <Input className={css('input')} placeholder={t('ui.search')} />
      {value !== '' && (
        <Button className={css('clear')} aria-label={t('ui.clearSearch')}>
          <X size={14} aria-hidden />
        </Button>
      )}
    </SearchField>
  );
}
