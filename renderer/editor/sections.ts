/** The folded sections of the editor: which are worth opening. Pure. */
import type { FoldedSection, Section } from '../../preload/fields/form.ts';
import { allFields, valueIn } from '../../preload/fields/profile.ts';
import type { Profile } from '../../preload/types.ts';
import type { DraftErrors } from './draft.ts';

/** The section that has the field of an error's path, or the secret. */
function sectionAt(path: string): Section | undefined {
  const [first, second] = path.split('.');
  const field = allFields.find(({ name, secret }) => (first === 'secrets' ? secret?.name === second : name === first));
  return field?.editor?.section;
}

const folded: readonly FoldedSection[] = ['identity', 'route', 'revocation', 'advanced'];

export function sectionsWithErrors(errors: DraftErrors): ReadonlySet<FoldedSection> {
  const sections = new Set(Object.keys(errors).map(sectionAt));
  return new Set(folded.filter((section) => sections.has(section)));
}

/** Those with something set. What is in *Advanced* has sensible values anyway, and stays folded. */
export function usedSections(profile: Profile): ReadonlySet<FoldedSection> {
  const isUsed = (section: FoldedSection) =>
    allFields.some((field) => field.editor?.section === section && valueIn(profile, field) !== field.usual);
  return new Set(folded.filter((section) => section !== 'advanced' && isUsed(section)));
}
