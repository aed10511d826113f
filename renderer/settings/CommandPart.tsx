import { useEffect, useState } from 'react';
import type { CommandLink } from '../../preload/contract.ts';
import type { Explanation } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { useActions } from '../store-context.tsx';
import { FailureCallout } from '../ui/Callout.tsx';
import { Switch } from '../ui/Switch.tsx';

/** Where an app is one folder and nothing has installed its command. Elsewhere there is nothing to see. */
export function CommandPart() {
  const { findCommand, setCommand } = useActions();
  const [link, setLink] = useState<CommandLink | null>(null);
  const [failure, setFailure] = useState<Explanation | null>(null);
  useEffect(() => {
    void findCommand().then((found) => {
      if (found.ok) setLink(found.value);
    });
  }, [findCommand]);
  if (link === null) return null;
  const change = async (isInstalled: boolean) => {
    const changed = await setCommand(isInstalled);
    setFailure(changed.ok ? null : changed.explanation);
    if (changed.ok) setLink(changed.value);
  };
  return (
    <section aria-label={t('settings.commandLine')}>
      <Switch isSelected={link.kind === 'installed'} onChange={change}>
        {t('settings.commandLine.install')}
      </Switch>
      {link.kind === 'installed' && (
        <p>
          {t(link.onPath ? 'settings.commandLine.everywhere' : 'settings.commandLine.notOnPath', { file: link.file })}
        </p>
      )}
      <FailureCallout explanation={failure} />
    </section>
  );
}
