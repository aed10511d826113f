import { t } from '../../preload/words/words.ts';
import { RadioChoice, Select, TextInput } from '../ui/Field.tsx';
import { Halves, Part } from '../ui/Part.tsx';
import type { KitDraft, KitErrors } from './draft.ts';

interface CertificatePartProps {
  readonly draft: KitDraft;
  /** There is one already, which can be renewed. */
  readonly isThere: boolean;
  readonly errors: KitErrors;
  readonly onChange: (change: Partial<KitDraft>) => void;
}

export function CertificatePart({ draft, isThere, errors, onChange }: CertificatePartProps) {
  return (
    <Part label={t('kit.certificate')}>
      <RadioChoice
        label={t('kit.certificate')}
        look="rows"
        value={draft.certificate}
        onChange={(certificate) => onChange({ certificate })}
        choices={[
          {
            value: 'self-signed',
            label: t('kit.certificate.selfSigned'),
            description: t('kit.certificate.selfSigned.help'),
          },
          {
            value: 'authority',
            label: t('kit.certificate.authority'),
            description: t('kit.certificate.authority.help'),
          },
          {
            value: 'lets-encrypt',
            label: t('kit.certificate.letsEncrypt'),
            description: t('kit.certificate.letsEncrypt.help'),
          },
        ]}
      />
      <Halves>
        {draft.certificate === 'lets-encrypt' ? (
          <TextInput
            label={t('kit.email')}
            value={draft.email}
            onChange={(email) => onChange({ email })}
            error={errors['certificate.email']}
            help={t('kit.email.help')}
          />
        ) : (
          <TextInput
            label={t('kit.days')}
            value={draft.days}
            onChange={(days) => onChange({ days })}
            error={errors['certificate.days']}
            help={t('kit.days.help')}
            numeric
          />
        )}
        {isThere && draft.certificate !== 'lets-encrypt' && (
          <Select
            label={t('kit.renew')}
            value={draft.renew}
            onChange={(renew) => onChange({ renew })}
            choices={[
              { value: 'no', label: t('kit.renew.no') },
              { value: 'same key', label: t('kit.renew.same') },
              { value: 'new key', label: t('kit.renew.new') },
            ]}
          />
        )}
      </Halves>
    </Part>
  );
}
