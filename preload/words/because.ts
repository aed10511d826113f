/** Why a value is none, at the field where somebody has entered it: zod asks when it has checked, in the language of that moment. */
import { type FixedId, t } from './words.ts';

export const because = (id: FixedId) => ({ error: () => t(id) });
