import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { ChosenFile, FilePurpose } from '../../preload/contract.ts';
import type { ImportNeed, ImportService } from '../../preload/import-preview.ts';
import { sentenceWords } from '../../preload/sentence.ts';
import type { Explanation } from '../../preload/types.ts';
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
        label="Identity of the pre-shared key"
        value={draft.pskIdentity}
        onChange={(pskIdentity) => onChange({ pskIdentity })}
        error={errors.psk}
        placeholder={need.named ?? ''}
        help={
          draft.pskFile === ''
            ? 'What stands before the colon. The tunnel asks for the key when it is switched on.'
            : 'What stands before the colon. Without it the first line of the file is taken.'
        }
      />
      {need.lost !== undefined && (
        <>
          <FailureCallout explanation={failure} />
          <FileField
            label="File with pre-shared keys"
            path={draft.pskFile}
            onChoose={() => choose('psk')}
            help="Lines of the form IDENTITY:KEY. It stays where it is."
          />
        </>
      )}
    </>
  );
}

const fileLabels = {
  authority: { choice: 'Certificates that vouch for the server', file: 'File with these certificates' },
  revocation: { choice: 'List of withdrawn certificates', file: 'Revocation list' },
} as const;

function FileNeed({ kind, draft, errors, onChange }: NeedProps & { readonly kind: keyof typeof fileLabels }) {
  const chosen = draft[kind];
  const { failure, errorOf, touch, choose } = useChosenFile(({ path }) =>
    onChange({ [kind]: { choice: 'own', path } }),
  );
  const labels = fileLabels[kind];
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
        choices={chosen.isRequired ? pinChoices : fileChoices}
        {...(chosen.choice === 'none'
          ? { help: chosen.isRequired ? WITHOUT_PIN : 'It can be added in the profile.' }
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
            help="A file as PEM text. It stays where it is."
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
  const choices = need.named === null ? ownChoices : [fileChoice, ...ownChoices];
  return (
    <>
      <RadioChoice
        label="Client certificate"
        look="segments"
        value={draft.certificate}
        onChange={(certificate) => {
          touch();
          onChange({ certificate });
        }}
        choices={choices}
        {...(draft.certificate === 'none'
          ? { help: 'It can be added in the profile, or when the tunnel asks for it.' }
          : {})}
      />
      {draft.certificate === 'own' && (
        <>
          <FailureCallout explanation={failure} />
          <FileField
            label="Certificate file"
            path={draft.certificateFile}
            onChoose={() => choose('certificate')}
            error={errorOf(errors.certificate)}
            help="A PEM file (.pem, .crt) or a PKCS#12 file (.p12, .pfx). It stays where it is."
          />
          {!draft.isPkcs12 && (
            <FileField
              label="Private key file"
              path={draft.keyFile}
              onChoose={() => choose('key')}
              error={errorOf(errors.key)}
              help="The key that belongs to it. Adit reads it when the tunnel starts."
            />
          )}
        </>
      )}
    </>
  );
}

const fileChoices: readonly Choice<'own' | 'none'>[] = [
  { value: 'own', label: 'Choose the file' },
  { value: 'none', label: 'None for now' },
];
const pinChoices: readonly Choice<'own' | 'none'>[] = [
  { value: 'own', label: 'Choose the file' },
  { value: 'none', label: 'Trust public authorities instead' },
];
const WITHOUT_PIN =
  'Any certificate for this host is accepted then that an authority of this system has issued, and not only the one that the file means.';
const fileChoice: Choice<AnswerDraft['certificate']> = { value: 'file', label: 'As in the file' };
const ownChoices: readonly Choice<AnswerDraft['certificate']>[] = [
  { value: 'own', label: 'Choose files' },
  { value: 'none', label: 'None for now' },
];
