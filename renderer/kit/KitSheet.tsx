import { ServerCog } from 'lucide-react';
import { useState } from 'react';
import type { MadeKit, OpenedKit } from '../../preload/kit.ts';
import { platformLabel, platforms } from '../../preload/kit-answers.ts';
import type { Explanation } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { FailureCallout } from '../ui/Callout.tsx';
import { classNames } from '../ui/class-names.ts';
import { RadioChoice, Select, TextInput } from '../ui/Field.tsx';
import { Halves, Part } from '../ui/Part.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { CertificatePart } from './CertificatePart.tsx';
import { ClientsPart } from './ClientsPart.tsx';
import { draftOf, type KitDraft, type KitErrors, readDraft } from './draft.ts';
import styles from './KitSheet.module.css';
import { MadeView } from './MadeView.tsx';
import { PagePart } from './PagePart.tsx';
import { ServiceRows } from './ServiceRows.tsx';

const css = classNames(styles);

/** The server's side of tunnels: asked for, made, and changed in the same sheet. */
export function KitSheet() {
  const [kit, setKit] = useState<OpenedKit | null>(null);
  const [made, setMade] = useState<MadeKit | null>(null);
  const change = (opened: OpenedKit) => {
    setKit(opened);
    setMade(null);
  };
  if (made !== null) return <MadeView made={made} onChange={change} />;
  return <Questions key={kit?.id ?? 'new'} kit={kit} onOpened={change} onMade={setMade} />;
}

interface QuestionsProps {
  readonly kit: OpenedKit | null;
  readonly onOpened: (kit: OpenedKit) => void;
  readonly onMade: (made: MadeKit) => void;
}

function Questions({ kit, onOpened, onMade }: QuestionsProps) {
  const { closeSheet, openKit, makeKit } = useActions();
  const [draft, setDraft] = useState<KitDraft>(() => draftOf(kit));
  const [errors, setErrors] = useState<KitErrors>({});
  const [failure, setFailure] = useState<Explanation | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const change = (changed: Partial<KitDraft>) => {
    setDraft({ ...draft, ...changed });
    setErrors({});
  };

  const open = async () => {
    const opened = await openKit();
    setFailure(opened.ok ? null : opened.explanation);
    if (opened.ok && opened.value !== null) onOpened(opened.value);
  };

  const make = async () => {
    const read = readDraft(draft, kit);
    setErrors(read.ok ? {} : read.errors);
    if (!read.ok || isBusy) return;
    setIsBusy(true);
    const answer = await makeKit(read.request);
    setIsBusy(false);
    setFailure(answer.ok ? null : answer.explanation);
    if (answer.ok && answer.value !== null) onMade(answer.value);
  };

  return (
    <Sheet
      title={t(kit === null ? 'kit.title.new' : 'kit.title.change')}
      subtitle={kit === null ? t('kit.subtitle') : <bdi dir="ltr">{kit.folder}</bdi>}
      icon={<ServerCog size={20} aria-hidden />}
      width="wide"
      onClose={closeSheet}
      onSubmit={() => void make()}
      hint={Object.keys(errors).length > 0 ? t('kit.invalid') : null}
      actions={
        <>
          {kit === null && (
            <div className={css('left')}>
              <Button look="quiet" onPress={() => void open()}>
                {t('kit.openFolder')}
              </Button>
            </div>
          )}
          <Button onPress={closeSheet}>{t('kit.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={isBusy}>
            {t(kit === null ? 'kit.make' : 'kit.save')}
          </Button>
        </>
      }
    >
      <FailureCallout explanation={failure} />
      <Part>
        <Halves>
          <TextInput
            label={t('kit.host')}
            value={draft.host}
            onChange={(host) => change({ host })}
            error={errors['host']}
            help={t('kit.host.help')}
            autoFocus
          />
          <Select
            label={t('kit.platform')}
            value={draft.platform}
            onChange={(platform) => change({ platform })}
            choices={platforms.map((value) => ({ value, label: platformLabel(value) }))}
          />
        </Halves>
      </Part>
      <Part title={t('kit.services')}>
        <ServiceRows services={draft.services} errors={errors} onChange={(services) => change({ services })} />
      </Part>
      <CertificatePart draft={draft} isThere={kit !== null} errors={errors} onChange={change} />
      <ClientsPart draft={draft} kit={kit} errors={errors} onChange={change} />
      <PagePart draft={draft} errors={errors} onChange={change} />
      {kit === null && (
        <Part>
          <RadioChoice
            label={t('kit.form')}
            look="segments"
            value={draft.form}
            onChange={(form) => change({ form })}
            choices={[
              { value: 'folder', label: t('kit.form.folder') },
              { value: 'tar', label: t('kit.form.tar') },
            ]}
          />
        </Part>
      )}
    </Sheet>
  );
}
