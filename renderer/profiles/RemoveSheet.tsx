import { useState } from 'react';
import type { Explanation, Profile } from '../../preload/types.ts';
import { listed } from '../../preload/words/format.ts';
import { t } from '../../preload/words/words.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { FailureCallout } from '../ui/Callout.tsx';
import { Sheet } from '../ui/Sheet.tsx';

interface RemoveSheetProps {
  readonly profiles: readonly Profile[];
}

/** Asks before servers go. */
export function RemoveSheet({ profiles }: RemoveSheetProps) {
  const [first] = profiles;
  const { remove, closeSheet } = useActions();
  const [failure, setFailure] = useState<Explanation | null>(null);
  const confirm = async () => {
    setFailure(await remove(profiles.map(({ id }) => id)));
  };
  return (
    <Sheet
      role="alertdialog"
      width="narrow"
      title={
        profiles.length === 1 && first !== undefined
          ? t('profile.remove.title', { name: first.name })
          : t('profile.removeMany.title', { count: profiles.length })
      }
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
      {profiles.length === 1 ? (
        <p>{t('profile.remove.what')}</p>
      ) : (
        <>
          <p>{t('profile.removeMany.what')}</p>
          <p>{listed(profiles.map(({ name }) => name))}</p>
        </>
      )}
      <FailureCallout explanation={failure} />
    </Sheet>
  );
}
