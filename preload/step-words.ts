import type { StepName } from './diagnosis.ts';
import { t } from './words/words.ts';

/** What a step of a check looks at. */
export const stepTitle = (step: StepName): string => t(`step.${step}`);
