/** What a rule for a network can do, as choices. */
import type { RuleOutcome } from '../../preload/networks.ts';
import { t } from '../../preload/words/words.ts';
import type { Choice } from '../ui/Field.tsx';

export type OutcomeChoice = RuleOutcome | 'none';

export const outcomeChoices = (): readonly Choice<OutcomeChoice>[] => [
  { value: 'none', label: t('networks.none') },
  { value: 'on', label: t('networks.on') },
  { value: 'off', label: t('networks.off') },
  { value: 'ask', label: t('networks.ask') },
  { value: 'quiet', label: t('networks.quiet') },
];

export const outcomeOf = (choice: OutcomeChoice): RuleOutcome | null => (choice === 'none' ? null : choice);
