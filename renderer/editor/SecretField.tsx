import type { SecretField as Field, KeptSecret } from '../../preload/types.ts';
import { SecretInput } from '../secrets/SecretInput.tsx';
import type { DraftErrors, ProfileDraft } from './draft.ts';
import { keptOf } from './optional-draft.ts';

/** What every section of the editor gets. */
export interface SectionProps {
  readonly draft: ProfileDraft;
  readonly errors: DraftErrors;
  readonly onChange: (changed: Partial<ProfileDraft>) => void;
  readonly kept: readonly KeptSecret[];
  readonly canRemember: boolean;
}

interface SecretFieldProps extends SectionProps {
  readonly field: Field;
  readonly help: string;
}

/** A secret of the draft. */
export function SecretField({ field, help, draft, errors, onChange, kept, canRemember }: SecretFieldProps) {
  return (
    <SecretInput
      field={field}
      help={help}
      value={draft.secrets[field]}
      onChange={(value) => onChange({ secrets: { ...draft.secrets, [field]: value } })}
      kept={keptOf(kept, field)}
      isForgotten={draft.forgotten.includes(field)}
      onForget={() => onChange({ forgotten: [...draft.forgotten, field] })}
      canRemember={canRemember}
      error={errors[`secrets.${field}`]}
    />
  );
}
