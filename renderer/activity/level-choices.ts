import type { LogLevel } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import type { Choice } from '../ui/Field.tsx';

/** From the gravest on, each with those before it. */
export const levelChoices = (): readonly Choice<LogLevel>[] => [
  { value: 'error', label: t('activity.log.errors') },
  { value: 'warning', label: t('activity.log.warnings') },
  { value: 'info', label: t('activity.log.normal') },
  { value: 'debug', label: t('activity.log.everything') },
];
