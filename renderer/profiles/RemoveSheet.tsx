import { useState } from 'react';
import type { Explanation, Profile } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { FailureCallout } from '../ui/Callout.tsx';
import { Sheet } from '../ui/Sheet.tsx';

export function RemoveSheet({ profile }: { readonly profile: Profile }) {
  const { remove, closeSheet } = useActions();
  const [failure, setFailure] = useState<Explanation | null>(null);
  const confirm = async () => {
    setFailure(await remove(profile.id));
  };
  return (
    <Sheet
      role="alertdialog"
      width="narrow"
      title={t('profile.remove.title', { name: profile.name })}
      onClose={closeSheet}
      actions={
        <>
          <Button autoFocus onPress={closeSheet}>
            {t('common.cancel')}
          </Button>
          <Button look="danger" onPress={() => void confirm()}>
            {t('common.remove')}
          </Button>
        </>
      }
    >
      <p>{t('profile.remove.what')}</p>
      <FailureCallout explanation={failure} />
    </Sheet>
  );
}
