import { IdCard } from 'lucide-react';
import { useState } from 'react';
import type { Explanation } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import type { QuietView } from '../store/state.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { Callout, ExplanationText, FailureCallout } from '../ui/Callout.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { checkDraft, draftOf, type ProfileDraft } from './draft.ts';
import { IdentityFields } from './IdentityFields.tsx';

interface IdentitySheetProps {
  readonly view: QuietView;
  readonly canRemember: boolean;
}

/** Asks for the certificate that the server wants to see, and tries again with it. */
export function IdentitySheet({ view, canRemember }: IdentitySheetProps) {
  const { saveAndTry, closeSheet } = useActions();
  const [{ profile, tunnel, secrets: kept }] = useState(view);
  const [draft, setDraft] = useState<ProfileDraft>(() => draftOf(profile));
  const [isTried, setIsTried] = useState(false);
  const [failure, setFailure] = useState<Explanation | null>(null);
  const checked = checkDraft(draft, profile);
  const missing = draft.identity === 'none' ? { 'identity.path': t('editor.certificateFile.missing') } : {};
  const errors = isTried ? { ...(checked.ok ? {} : checked.errors), ...missing } : {};
  const submit = async () => {
    setIsTried(true);
    if (checked.ok && draft.identity !== 'none') setFailure(await saveAndTry(checked.profile, checked.secrets));
  };
  return (
    <Sheet
      title={t('editor.identity.title')}
      subtitle={profile.name}
      icon={<IdCard size={19} aria-hidden />}
      onClose={closeSheet}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onPress={closeSheet}>{t('common.notNow')}</Button>
          <Button look="primary" type="submit">
            {t('common.connect')}
          </Button>
        </>
      }
    >
      <FailureCallout explanation={failure} />
      {tunnel.explanation !== null && (
        <Callout level="information">
          <ExplanationText explanation={tunnel.explanation} />
        </Callout>
      )}
      <IdentityFields
        draft={draft}
        errors={errors}
        onChange={(changed) => setDraft((current) => ({ ...current, ...changed }))}
        kept={kept}
        canRemember={canRemember}
      />
    </Sheet>
  );
}
