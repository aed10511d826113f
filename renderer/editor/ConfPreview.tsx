import { useEffect, useState } from 'react';
import type { Profile } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { copyText } from '../ui/clipboard.ts';
import { Details } from '../ui/Details.tsx';
import styles from './ConfPreview.module.css';

const css = classNames(styles);

/** The stunnel.conf that the form means, as one types. `profile` is null while a field is wrong. */
export function ConfPreview({ profile }: { readonly profile: Profile | null }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Details title={t('changes.preview.title')} isOpen={isOpen} onOpenChange={setIsOpen}>
      {isOpen && <Preview profile={profile} />}
    </Details>
  );
}

function Preview({ profile }: { readonly profile: Profile | null }) {
  const { previewOf } = useActions();
  const [text, setText] = useState<string | null>(null);
  const key = profile === null ? null : JSON.stringify(profile);
  useEffect(() => {
    if (key === null) return;
    let isLate = false;
    void previewOf(JSON.parse(key)).then((next) => {
      if (!isLate) setText(next);
    });
    return () => {
      isLate = true;
    };
  }, [key, previewOf]);
  if (profile === null) return <p className={css('note')}>{t('changes.preview.wrong')}</p>;
  if (text === null) return <p className={css('note')}>{t('changes.preview.waiting')}</p>;
  return (
    <div className={css('preview')}>
      <pre className={css('text')} dir="ltr">
        {text}
      </pre>
      <Button size="small" onPress={() => copyText(text)}>
        {t('changes.preview.copy')}
      </Button>
    </div>
  );
}
