import { FileCheck2 } from 'lucide-react';
import { useState } from 'react';
import type { ImportAction, ImportPreview, ImportService } from '../../preload/import-preview.ts';
import type { Explanation } from '../../preload/types.ts';
import { listed } from '../../preload/words/format.ts';
import { sayClause } from '../../preload/words/say.ts';
import { type PlainId, t } from '../../preload/words/words.ts';
import { useActions, useWindow } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { Callout, FailureCallout } from '../ui/Callout.tsx';
import { Details } from '../ui/Details.tsx';
import { Notes } from '../ui/Notes.tsx';
import { rich } from '../ui/rich.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { type AnswerDraft, checkForm, draftOf, stillOpen, withAction } from './answers.ts';
import { LeftOut, ServiceCard } from './ServiceCard.tsx';

/** What was found in the file, and the questions that are left. Nothing is saved before *Add*. */
export function ImportSheet({ preview }: { readonly preview: ImportPreview }) {
  const { addServices, cancelImport } = useActions();
  const usable = preview.services.filter((service) => service.problem === null);
  const leftOut = preview.services.filter((service) => service.problem !== null);
  const profiles = useWindow((state) => state.app?.profiles) ?? [];
  const matchedBy = ({ match }: ImportService) =>
    profiles.find(({ profile }) => profile.id === match?.profileId)?.profile ?? null;
  const [drafts, setDrafts] = useState<readonly AnswerDraft[]>(() =>
    usable.map((service) => draftOf(service, matchedBy(service))),
  );
  const [failure, setFailure] = useState<Explanation | null>(null);
  const [isAdding, setIsAdding] = useState(false);
  const form = checkForm(drafts);
  const firstQuestion = drafts.find(({ host }) => host === '')?.key;

  const change = (key: string, changed: Partial<AnswerDraft>) => {
    setDrafts(drafts.map((draft) => (draft.key === key ? { ...draft, ...changed } : draft)));
  };
  // One file describes one machine: the host typed for one service goes into the others that were still asking.
  const answerHost = (key: string, host: string) => {
    const before = drafts.find((draft) => draft.key === key)?.host;
    const file = usable.find((service) => service.key === key)?.file;
    const asked = new Set(usable.filter((each) => each.host === null && each.file === file).map((each) => each.key));
    setDrafts(
      drafts.map((draft) =>
        draft.key === key || (asked.has(draft.key) && draft.host === before) ? { ...draft, host } : draft,
      ),
    );
  };
  const act = (service: ImportService, action: ImportAction) => {
    setDrafts(
      drafts.map((draft) =>
        draft.key === service.key ? withAction(draft, action, service, matchedBy(service)) : draft,
      ),
    );
  };
  const add = async (thenEdit = false) => {
    if (!form.isComplete || isAdding) return;
    setIsAdding(true);
    setFailure(await addServices(preview.id, form.answers, thenEdit));
    setIsAdding(false);
  };

  return (
    <Sheet
      title={titleOf(preview, usable.length)}
      subtitle={subtitleOf(preview)}
      icon={<FileCheck2 size={20} aria-hidden />}
      width="wide"
      onClose={() => cancelImport(preview.id)}
      onSubmit={() => void add()}
      hint={stillOpen(form, drafts)}
      actions={
        <>
          <Button onPress={() => cancelImport(preview.id)}>{t('common.cancel')}</Button>
          {preview.services.every(({ typed }) => typed !== undefined) && usable.length === 1 && (
            <Button isDisabled={!form.isComplete || isAdding} onPress={() => void add(true)}>
              {t(drafts.some(({ action }) => action === 'update') ? 'import.updateAndEdit' : 'import.addAndEdit')}
            </Button>
          )}
          <Button look="primary" type="submit" isDisabled={!form.isComplete || isAdding}>
            {verbOf(drafts)}
          </Button>
        </>
      }
    >
      <FailureCallout explanation={failure} />
      <PrivateKeys files={preview.privateKeys ?? []} />
      {usable.map((service) => {
        const draft = drafts.find(({ key }) => key === service.key);
        return (
          draft && (
            <ServiceCard
              key={service.key}
              service={service}
              draft={draft}
              errors={form.errors[service.key] ?? {}}
              canLeaveOut={usable.length > 1}
              isFirstQuestion={service.key === firstQuestion}
              onChange={(changed) => change(service.key, changed)}
              onHost={(host) => answerHost(service.key, host)}
              onAction={(action) => act(service, action)}
            />
          )
        );
      })}
      {leftOut.map((service) => (
        <LeftOut key={service.key} service={service} />
      ))}
      {preview.notes.length > 0 && (
        <Details title={t('import.notAppliedFile')} count={preview.notes.length}>
          <Notes notes={preview.notes} />
        </Details>
      )}
    </Sheet>
  );
}

/** Somebody copied a server's private key here: the one thing of an import that cannot wait. */
function PrivateKeys({ files }: { readonly files: readonly string[] }) {
  if (files.length === 0) return null;
  return (
    <Callout level="warning">
      <p>
        {rich('import.privateKeys', {
          count: files.length,
          files: listed(files),
          b: (parts) => <strong>{parts}</strong>,
        })}
      </p>
    </Callout>
  );
}

/** How main calls what a form was filled in with. */
const BY_HAND: PlainId = 'typed.byHand';

function verbOf(drafts: readonly AnswerDraft[]): string {
  const updates = drafts.some(({ action }) => action === 'update');
  const adds = drafts.some(({ action }) => action === 'add' || action === 'copy');
  if (updates && adds) return t('import.addAndUpdate');
  return updates ? t('import.update') : t('import.addOne');
}

function titleOf(preview: ImportPreview, count: number): string {
  if (preview.demo) return t('import.demo');
  if (count === 0) return t('import.noService');
  if (count === 1 && preview.services.some(({ typed }) => typed?.id === BY_HAND)) return t('import.oneServer');
  return t('import.found.services', { count });
}

function subtitleOf(preview: ImportPreview): string {
  if (preview.demo) return t('import.demo.what');
  if (preview.services.some(({ typed }) => typed?.id === BY_HAND)) return t('import.byHand');
  return preview.source === null ? t('import.fromText') : t('import.from', { source: sayClause(preview.source) });
}
