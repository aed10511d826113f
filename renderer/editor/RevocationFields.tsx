import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { Explanation } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { useActions } from '../store-context.tsx';
import { Button, IconButton } from '../ui/Button.tsx';
import { FailureCallout } from '../ui/Callout.tsx';
import { classNames } from '../ui/class-names.ts';
import { Switch } from '../ui/Switch.tsx';
import styles from './RevocationFields.module.css';
import type { SectionProps } from './SecretField.tsx';

const css = classNames(styles);

/** Certificates that their issuer has withdrawn are refused. */
export function RevocationFields({ draft, onChange }: SectionProps) {
  const { chooseFor } = useActions();
  const [failure, setFailure] = useState<Explanation | null>(null);
  const add = async () => {
    const chosen = await chooseFor('revocation');
    setFailure(chosen.ok ? null : chosen.explanation);
    if (!chosen.ok || chosen.value === null || draft.lists.includes(chosen.value.path)) return;
    onChange({ lists: [...draft.lists, chosen.value.path] });
  };
  return (
    <div className={css('fields')}>
      <p className={css('help')}>{t('editor.revocation.what')}</p>
      <FailureCallout explanation={failure} />
      {draft.lists.length > 0 && (
        <ul className={css('lists')} aria-label={t('editor.revocation.lists')}>
          {draft.lists.map((path) => (
            <li key={path} className={css('list')}>
              <span className={css('path')} data-machine>
                {path}
              </span>
              <IconButton
                label={t('editor.takeAway', { path })}
                onPress={() => onChange({ lists: draft.lists.filter((other) => other !== path) })}
              >
                <X size={15} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button look="quiet" size="small" icon={<Plus size={14} aria-hidden />} onPress={() => void add()}>
          {t('editor.revocation.add')}
        </Button>
      </div>
      <Switch isSelected={draft.ocsp} onChange={(ocsp) => onChange({ ocsp })}>
        {t('editor.revocation.ask')}
      </Switch>
      {draft.ocsp && (
        <Switch isSelected={draft.ocspRequire} onChange={(ocspRequire) => onChange({ ocspRequire })}>
          {t('editor.revocation.refuse')}
        </Switch>
      )}
    </div>
  );
}
