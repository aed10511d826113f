import { t } from '../../preload/words/words.ts';
import { Select, TextInput } from '../ui/Field.tsx';
import { Halves, Part } from '../ui/Part.tsx';
import type { KitDraft, KitErrors } from './draft.ts';

interface PagePartProps {
  readonly draft: KitDraft;
  readonly errors: KitErrors;
  readonly onChange: (change: Partial<KitDraft>) => void;
}

/** What a browser sees that comes to the server. */
export function PagePart({ draft, errors, onChange }: PagePartProps) {
  return (
    <Part label={t('kit.page')}>
      <Select
        label={t('kit.page')}
        value={draft.page}
        onChange={(page) => onChange({ page })}
        choices={(['none', 'sni', 'redirect'] as const).map((value) => ({ value, label: t(`kit.page.${value}`) }))}
      />
      {draft.page !== 'none' && (
        <Halves>
          <TextInput
            label={t('kit.page.host')}
            value={draft.pageHost}
            onChange={(pageHost) => onChange({ pageHost })}
            error={errors['page.host']}
          />
          <TextInput
            label={t('kit.page.port')}
            value={draft.pagePort}
            onChange={(pagePort) => onChange({ pagePort })}
            error={errors['page.port']}
            numeric
          />
        </Halves>
      )}
    </Part>
  );
}
