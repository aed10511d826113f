import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { ChosenFile, FilePurpose } from '../../preload/contract.ts';
import type { ImportNeed, ImportService } from '../../preload/import-preview.ts';
import { sentenceWords } from '../../preload/sentence.ts';
import type { Explanation } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { useActions } from '../store-context.tsx';
import { FailureCallout } from '../ui/Callout.tsx';
import { classNames } from '../ui/class-names.ts';
import { type Choice, RadioChoice, TextInput } from '../ui/Field.tsx';
import { FileField } from '../ui/FileField.tsx';
import type { AnswerDraft, AnswerErrors } from './answers.ts';
import styles from './TrustPart.module.css';

const css = classNames(styles);

interface NeedsPartProps {
  readonly service: ImportService;
  readonly draft: AnswerDraft;
  readonly errors: AnswerErrors;
  readonly onChange: (changed: Partial<AnswerDraft>) => void;
}

/** What the server wants to be shown. All of it can wait: the tunnel says what is missing. */
export function NeedsPart({ service: { needs = [] }, ...props }: NeedsPartProps) {
  return needs.map((need) => (
    <div key={need.kind} className={css('part')}>
      <p className={css('line')}>
        <KeyRound size={15} aria-hidden />
        <span>{sentenceWords(need.reason)}</span>
      </p>
      {need.kind === 'certificate' && <CertificateNeed need={need} {...props} />}
      {need.kind === 'psk' && <KeyNeed need={need} {...props} />}
      {(need.kind === 'authority' || need.kind === 'revocation') && <FileNeed kind={need.kind} {...props} />}
    </div>
  ));
}

/** What the system's dialog gave, and why it was of no use. */
function useChosenFile(onChosen: (chosen: ChosenFile) => void) {
  const { chooseFor } = useActions();
  const [failure, setFailure] = useState<Explanation | null>(null);
  /** A question that nobody has looked at is not an error. */
  const [isTouched, setTouched] = useState(false);
  const choose = async (purpose: FilePurpose) => {
    const chosen = await chooseFor(purpose);
    setTouched(true);
    setFailure(chosen.ok ? null : chosen.explanation);
    if (chosen.ok && chosen.value !== null) onChosen(chosen.value);
  };
  const errorOf = (error: string | undefined) => (isTouched ? error : undefined);
  return { failure, errorOf, touch: () => setTouched(true), choose: (purpose: FilePurpose) => void choose(purpose) };
}

type NeedProps = Omit<NeedsPartProps, 'service'>;

function KeyNeed({ need, draft, errors, onChange }: NeedProps & { readonly need: ImportNeed }) {
  const { failure, choose } = useChosenFile(({ path }) => onChange({ pskFile: path }));
  return (
    <>
      <TextInput
        label={t('import.psk.identity')}
        value={draft.pskIdentity}
        onChange={(pskIdentity) => onChange({ pskIdentity })}
        error={errors.psk}
        placeholder={need.named ?? ''}
        help={draft.pskFile === '' ? t('import.psk.identity.help') : t('import.psk.identity.first')}
      />
      {need.lost !== undefined && (
        <>
          <FailureCallout explanation={failure} />
          <FileField
            label={t('import.psk.file')}
            path={draft.pskFile}
            onChoose={() => choose('psk')}
            help={t('import.psk.file.help')}
          />
        </>
      )}
    </>
  );
}

const fileLabels = () => ({
  authority: { choice: t('import.authority'), file: t('import.authority.file') },
  revocation: { choice: t('import.revocation'), file: t('import.revocation.file') },
});

function FileNeed({
  kind,
  draft,
  errors,
  onChange,
}: NeedProps & { readonly kind: keyof ReturnType<typeof fileLabels> }) {
  const chosen = draft[kind];
  const { failure, errorOf, touch, choose } = useChosenFile(({ path }) =>
    onChange({ [kind]: { choice: 'own', path } }),
  );
  const labels = fileLabels()[kind];
  return (
    <>
      <RadioChoice
        label={labels.choice}
        look="segments"
        value={chosen.choice}
        onChange={(choice) => {
          touch();
          onChange({ [kind]: { ...chosen, choice } });
        }}
        choices={chosen.isRequired ? pinChoices() : fileChoices()}
        {...(chosen.choice === 'none'
          ? { help: chosen.isRequired ? t('import.publicAuthorities.help') : t('import.later') }
          : {})}
      />
      {chosen.choice === 'own' && (
        <>
          <FailureCallout explanation={failure} />
          <FileField
            label={labels.file}
            path={chosen.path}
            onChoose={() => choose(kind)}
            error={errorOf(errors[kind])}
            help={t('import.pemFile.help')}
          />
        </>
      )}
    </>
  );
}

function CertificateNeed({ need, draft, errors, onChange }: NeedProps & { readonly need: ImportNeed }) {
  const { failure, errorOf, touch, choose } = useChosenFile(({ path, holds }) => {
    if (holds === 'key') onChange({ keyFile: path });
    else
      onChange({
        certificateFile: path,
        isPkcs12: holds === 'pkcs12',
        ...(holds === 'certificate-and-key' ? { keyFile: path } : {}),
      });
  });
  const choices = need.named === null ? ownChoices() : [fileChoice(), ...ownChoices()];
  return (
    <>
      <RadioChoice
        label={t('import.identity')}
        look="segments"
        value={draft.certificate}
        onChange={(certificate) => {
          touch();
          onChange({ certificate });
        }}
        choices={choices}
        {...(draft.certificate === 'none' ? { help: t('import.identity.later') } : {})}
      />
      {draft.certificate === 'own' && (
        <>
          <FailureCallout explanation={failure} />
          <FileField
            label={t('import.certificateFile')}
            path={draft.certificateFile}
            onChoose={() => choose('certificate')}
            error={errorOf(errors.certificate)}
            help={t('import.certificateFile.help')}
          />
          {!draft.isPkcs12 && (
            <FileField
              label={t('import.keyFile')}
              path={draft.keyFile}
              onChoose={() => choose('key')}
              error={errorOf(errors.key)}
              help={t('import.keyFile.help')}
            />
          )}
        </>
      )}
    </>
  );
}

const fileChoices = (): readonly Choice<'own' | 'none'>[] => [
  { value: 'own', label: t('import.chooseTheFile') },
  { value: 'none', label: t('import.noneForNow') },
];
const pinChoices = (): readonly Choice<'own' | 'none'>[] => [
  { value: 'own', label: t('import.chooseTheFile') },
  { value: 'none', label: t('import.publicAuthorities') },
];
const fileChoice = (): Choice<AnswerDraft['certificate']> => ({ value: 'file', label: t('import.asFile') });
const ownChoices = (): readonly Choice<AnswerDraft['certificate']>[] => [
  { value: 'own', label: t('import.chooseFiles') },
  { value: 'none', label: t('import.noneForNow') },
];
