import { FolderSync } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { FolderCopy } from '../../preload/backup.ts';
import type { Explanation } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { Callout, FailureCallout } from '../ui/Callout.tsx';
import { classNames } from '../ui/class-names.ts';
import styles from './BackupPart.module.css';

const css = classNames(styles);

/** A copy of everything but secrets in a folder that other computers see as well. */
export function FolderPart() {
  const { folderCopy, chooseFolderCopy, leaveFolderCopy, lookAtCopy } = useActions();
  const [copy, setCopy] = useState<FolderCopy | null>(null);
  const [failure, setFailure] = useState<Explanation | null>(null);
  useEffect(() => {
    let isLate = false;
    void folderCopy().then((now) => {
      if (!isLate) setCopy(now);
    });
    return () => {
      isLate = true;
    };
  }, [folderCopy]);
  const choose = async () => {
    const chosen = await chooseFolderCopy();
    setFailure(chosen.ok ? null : chosen.explanation);
    if (chosen.ok && chosen.value !== null) setCopy(chosen.value);
  };
  const leave = async () => {
    await leaveFolderCopy();
    setCopy(null);
  };
  return (
    <section className={css('part')} aria-label={t('folder.title')}>
      <p>{t('folder.what')}</p>
      <FailureCallout explanation={failure} />
      {copy !== null && (
        <p>
          <code dir="ltr">{copy.path}</code>
        </p>
      )}
      {copy?.problem != null && <Callout level="warning">{copy.problem}</Callout>}
      <div className={css('buttons')}>
        <Button icon={<FolderSync size={15} aria-hidden />} onPress={() => void choose()}>
          {copy === null ? t('folder.choose') : t('folder.another')}
        </Button>
        {copy !== null && <Button onPress={() => void leave()}>{t('folder.leave')}</Button>}
        {copy?.others.map((name) => (
          <Button key={name} look="quiet" onPress={() => void lookAtCopy(name).then(setFailure)}>
            {t('folder.look', { name })}
          </Button>
        ))}
      </div>
    </section>
  );
}
