import { useState } from 'react';
import type { Explanation } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { useActions } from '../store-context.tsx';
import { FailureCallout } from '../ui/Callout.tsx';
import { classNames } from '../ui/class-names.ts';
import { Details } from '../ui/Details.tsx';
import styles from './LicencesPart.module.css';

const css = classNames(styles);

/** The licences of all that is bundled; read when somebody wants to see them. */
export function LicencesPart() {
  const { readLicences } = useActions();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState<string | null>(null);
  const [failure, setFailure] = useState<Explanation | null>(null);
  const change = async (open: boolean) => {
    setOpen(open);
    if (!open || text !== null) return;
    const read = await readLicences();
    setFailure(read.ok ? null : read.explanation);
    if (read.ok) setText(read.value.text);
  };
  return (
    <Details title={t('licences.open')} isOpen={isOpen} onOpenChange={(open) => void change(open)}>
      <FailureCallout explanation={failure} />
      <p>{t('licences.electron')}</p>
      {text !== null && (
        <textarea className={css('text')} dir="ltr" rows={14} readOnly value={text} aria-label={t('licences.text')} />
      )}
    </Details>
  );
}
