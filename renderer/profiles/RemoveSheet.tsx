import { useState } from 'react';
import type { Explanation, Profile } from '../../preload/types.ts';
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
      title={`Remove “${profile.name}”?`}
      onClose={closeSheet}
      actions={
        <>
          <Button autoFocus onPress={closeSheet}>
            Cancel
          </Button>
          <Button look="danger" onPress={() => void confirm()}>
            Remove
          </Button>
        </>
      }
    >
      <p>
        Its tunnel is switched off, open connections end, and its settings and trusted certificate are forgotten. The
        server is not changed.
      </p>
      <FailureCallout explanation={failure} />
    </Sheet>
  );
}
