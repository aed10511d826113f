import { Pencil } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { FoldedSection } from '../../preload/fields/form.ts';
import { isLoopback, LOOPBACK } from '../../preload/loopback.ts';
import type { Explanation } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import type { QuietView } from '../store/state.ts';
import { useActions } from '../store-context.tsx';
import { applicationChoices, takesUser } from '../ui/applications.tsx';
import { Button } from '../ui/Button.tsx';
import { Callout, FailureCallout } from '../ui/Callout.tsx';
import { classNames } from '../ui/class-names.ts';
import { Select, TextInput } from '../ui/Field.tsx';
import { Halves, Part } from '../ui/Part.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { CommandPreview } from './CommandPreview.tsx';
import { ConfPreview } from './ConfPreview.tsx';
import { checkDraft, type DraftErrors, draftOf, type ProfileDraft } from './draft.ts';
import styles from './EditorSheet.module.css';
import { EndpointRows } from './EndpointRows.tsx';
import { FieldForms } from './FieldForms.tsx';
import { FoldedSections } from './FoldedSections.tsx';
import type { FormDrafts } from './forms.ts';
import { OpenvpnFields } from './OpenvpnFields.tsx';
import { sectionsWithErrors } from './sections.ts';
import { TrustFields } from './TrustFields.tsx';
import { UnsavedSheet } from './UnsavedSheet.tsx';
import { useUnsaved } from './use-unsaved.ts';

const css = classNames(styles);

interface EditorSheetProps {
  readonly view: QuietView;
  readonly canRemember: boolean;
}

export function EditorSheet({ view, canRemember }: EditorSheetProps) {
  const { save, closeSheet } = useActions();
  // What main changes meanwhile (a pinned certificate, a free port) must not move the ground under an open form.
  const [{ profile: before, secrets: kept }] = useState(view);
  const [draft, setDraft] = useState<ProfileDraft>(() => draftOf(before));
  const [failure, setFailure] = useState<Explanation | null>(null);
  /** Times that *Save* found something wrong. */
  const [refusals, setRefusals] = useState(0);
  /** Times that this was about a field of a section. */
  const [alarms, setAlarms] = useState<Partial<Record<FoldedSection, number>>>({});
  const [first] = useState(draft);
  const [isLeaving, setIsLeaving] = useState(false);
  const fields = useRef<HTMLDivElement>(null);
  const checked = checkDraft(draft, before);
  const errors: DraftErrors = refusals > 0 && !checked.ok ? checked.errors : {};
  const change = (changed: Partial<ProfileDraft>) => setDraft((current) => ({ ...current, ...changed }));
  const submit = async () => {
    if (checked.ok) {
      setFailure(await save(checked.profile, checked.secrets));
      return;
    }
    setRefusals(refusals + 1);
    const now = { ...alarms };
    for (const name of sectionsWithErrors(checked.errors)) now[name] = (now[name] ?? 0) + 1;
    setAlarms(now);
  };
  const isChanged = JSON.stringify(draft) !== JSON.stringify(first);
  useUnsaved(isChanged ? before.name : null);
  const leave = () => (isChanged ? setIsLeaving(true) : closeSheet());
  // The first field that needs another look may be far above *Save*.
  useEffect(() => {
    if (refusals > 0) fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);
  const forms = { drafts: draft.forms, errors, onChange: (forms: FormDrafts) => change({ forms }) };
  const section = { draft, errors, onChange: change, kept, canRemember };
  const isOpenToOthers = draft.accept.some(({ host }) => host.trim() !== '' && !isLoopback(host));

  return (
    <Sheet
      title={t('editor.title', { name: before.name })}
      icon={<Pencil size={19} aria-hidden />}
      onClose={leave}
      onSubmit={() => void submit()}
      actions={
        <>
          {refusals > 0 && !checked.ok && (
            <p className={css('summary')} role="alert">
              {t('editor.someWrong')}
            </p>
          )}
          <Button onPress={leave}>{t('common.cancel')}</Button>
          <Button look="primary" type="submit">
            {t('common.save')}
          </Button>
        </>
      }
    >
      <div ref={fields} className={css('fields')}>
        <FailureCallout explanation={failure} />
        <Part>
          <TextInput
            label={t('common.name')}
            value={draft.name}
            onChange={(name) => change({ name })}
            error={errors['name']}
            autoFocus
          />
          <Halves>
            <Select
              label={t('common.application')}
              value={draft.application}
              onChange={(application) => change({ application })}
              choices={applicationChoices()}
            />
            {takesUser(draft.application) && (
              <TextInput
                label={t('common.userName')}
                value={draft.user}
                onChange={(user) => change({ user })}
                error={errors['user']}
              />
            )}
          </Halves>
          {(draft.application === 'ssh' || draft.application === 'sftp') && <FieldForms section="ssh" {...forms} />}
          {draft.application === 'custom' && (
            <>
              <FieldForms section="command" {...forms} />
              <CommandPreview draft={draft} />
            </>
          )}
          <FieldForms section="profile" {...forms} />
          {draft.application === 'openvpn' && <OpenvpnFields {...section} />}
        </Part>
        <Part title={t('editor.server')}>
          <EndpointRows
            path="connect"
            hostLabel={t('editor.serverHost')}
            portLabel={t('editor.serverPort')}
            addLabel={t('editor.anotherServer')}
            takeAway={(number) => t('editor.takeAway.server', { number })}
            rows={draft.connect}
            errors={errors}
            newRow={{ host: '', port: draft.connect[0]?.port ?? '' }}
            onChange={(connect) => change({ connect })}
          />
          {draft.connect.length > 1 && <FieldForms section="server" {...forms} />}
        </Part>
        <Part title={t('editor.local')}>
          <EndpointRows
            path="accept"
            hostLabel={t('editor.localHost')}
            portLabel={t('editor.localPort')}
            addLabel={t('editor.anotherLocal')}
            takeAway={(number) => t('editor.takeAway.local', { number })}
            rows={draft.accept}
            errors={errors}
            newRow={{ host: LOOPBACK, port: '' }}
            canBeNone={draft.forms.socket.path.trim() !== ''}
            onChange={(accept) => change({ accept })}
          />
          {draft.accept.some(({ host }) => host.trim() === LOOPBACK) && <FieldForms section="local" {...forms} />}
          <FieldForms section="socket" {...forms} />
          {isOpenToOthers && <Callout level="warning">{t('editor.othersCan')}</Callout>}
        </Part>
        <Part title={t('common.connect')}>
          <FieldForms section="program" {...forms} />
        </Part>
        <Part title={t('editor.trust')}>
          <TrustFields draft={draft} before={before.trust} errors={errors} onChange={change} />
        </Part>
        <div className={css('sections')}>
          <FoldedSections section={section} forms={forms} before={before} alarms={alarms} />
          <ConfPreview profile={checked.ok ? checked.profile : null} />
        </div>
      </div>
      {isLeaving && (
        <UnsavedSheet
          name={before.name}
          onKeep={() => setIsLeaving(false)}
          onDiscard={closeSheet}
          onSave={() => {
            setIsLeaving(false);
            void submit();
          }}
        />
      )}
    </Sheet>
  );
}
