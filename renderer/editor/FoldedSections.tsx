import { type ComponentProps, useState } from 'react';
import type { FoldedSection } from '../../preload/fields/form.ts';
import type { Profile } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { FieldForms } from './FieldForms.tsx';
import { IdentityFields } from './IdentityFields.tsx';
import { PskFields } from './PskFields.tsx';
import { RevocationFields } from './RevocationFields.tsx';
import { RouteFields } from './RouteFields.tsx';
import type { SectionProps } from './SecretField.tsx';
import { Section } from './Section.tsx';
import { usedSections } from './sections.ts';

interface FoldedSectionsProps {
  readonly section: SectionProps;
  readonly forms: Omit<ComponentProps<typeof FieldForms>, 'section'>;
  readonly before: Profile;
  /** Times that *Save* found something wrong in one of them. */
  readonly alarms: Readonly<Partial<Record<FoldedSection, number>>>;
}

/** What most servers do without: each is open where something in it is set. */
export function FoldedSections({ section, forms, before, alarms }: FoldedSectionsProps) {
  const [used] = useState(() => usedSections(before));
  const about = (name: FoldedSection) => ({ isUsed: used.has(name), refusals: alarms[name] ?? 0 });
  return (
    <>
      <Section title={t('editor.identity')} {...about('identity')}>
        <IdentityFields {...section} />
        <PskFields {...section} />
      </Section>
      <Section title={t('editor.route')} {...about('route')}>
        <RouteFields {...section} />
      </Section>
      <Section title={t('editor.revocation')} {...about('revocation')}>
        <RevocationFields {...section} />
      </Section>
      <Section title={t('editor.advanced')} {...about('advanced')}>
        <FieldForms section="advanced" {...forms} />
      </Section>
    </>
  );
}
