import { KeyRound } from 'lucide-react';
import type { ImportNeed, ImportService } from '../../preload/types.ts';
import { classNames } from '../ui/class-names.ts';
import { type Choice, RadioChoice, TextInput } from '../ui/Field.tsx';
import type { AnswerDraft } from './answers.ts';
import styles from './TrustPart.module.css';

const css = classNames(styles);

interface NeedsPartProps {
  readonly service: ImportService;
  readonly draft: AnswerDraft;
  readonly error: string | undefined;
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
          error={props.error}
          placeholder={need.named ?? ''}
          help="What stands before the colon. It can wait: the tunnel asks for what is missing when it is switched on."
        />
      )}
    </div>
  ));
}

function CertificateNeed({ need, draft, onChange }: Omit<NeedsPartProps, 'service'> & { readonly need: ImportNeed }) {
  if (need.named === null) {
    return <p className={css('line')}>Add the files in the profile, or when the tunnel asks for them.</p>;
  }
  return (
    <RadioChoice
      label="Client certificate"
      look="segments"
      value={draft.certificate}
      onChange={(certificate) => onChange({ certificate })}
      choices={choices}
    />
  );
}

const choices: readonly Choice<AnswerDraft['certificate']>[] = [
  { value: 'file', label: 'As in the file' },
  { value: 'none', label: 'Show none' },
];
