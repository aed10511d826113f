import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { FilePurpose } from '../../preload/contract.ts';
import type { Explanation, ImportNeed, ImportService } from '../../preload/types.ts';
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
        <span>{need.reason}</span>
      </p>
      {need.kind === 'certificate' ? (
        <CertificateNeed need={need} {...props} />
      ) : (
        <TextInput
          label="Identity of the pre-shared key"
          value={props.draft.pskIdentity}
          onChange={(pskIdentity) => props.onChange({ pskIdentity })}
          error={props.errors.psk}
          placeholder={need.named ?? ''}
          help="What stands before the colon. The tunnel asks for the key when it is switched on."
        />
      )}
    </div>
  ));
}

function CertificateNeed({
  need,
  draft,
  errors,
  onChange,
}: Omit<NeedsPartProps, 'service'> & { readonly need: ImportNeed }) {
  const { chooseFor } = useActions();
  const [failure, setFailure] = useState<Explanation | null>(null);
  const choose = async (purpose: FilePurpose) => {
    const chosen = await chooseFor(purpose);
    setFailure(chosen.ok ? null : chosen.explanation);
    if (!chosen.ok || chosen.value === null) return;
    const { path, holds } = chosen.value;
    if (holds === 'key') onChange({ keyFile: path });
    else
      onChange({
        certificateFile: path,
        isPkcs12: holds === 'pkcs12',
        ...(holds === 'certificate-and-key' ? { keyFile: path } : {}),
      });
  };
  const choices = need.named === null ? ownChoices : [fileChoice, ...ownChoices];
  return (
    <>
      <RadioChoice
        label="Client certificate"
        look="segments"
        value={draft.certificate}
        onChange={(certificate) => onChange({ certificate })}
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
            onChoose={() => void choose('certificate')}
            error={errors.certificate}
            help="A PEM file (.pem, .crt) or a PKCS#12 file (.p12, .pfx). It stays where it is."
          />
          {!draft.isPkcs12 && (
            <FileField
              label="Private key file"
              path={draft.keyFile}
              onChoose={() => void choose('key')}
              error={errors.key}
              help="The key that belongs to it. Adit reads it when the tunnel starts."
            />
          )}
        </>
      )}
    </>
  );
}

const fileChoice: Choice<AnswerDraft['certificate']> = { value: 'file', label: 'As in the file' };
const ownChoices: readonly Choice<AnswerDraft['certificate']>[] = [
  { value: 'own', label: 'Choose files' },
  { value: 'none', label: 'None for now' },
];
