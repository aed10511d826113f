/** The English catalogue, gathered from its rooms. It is part of the program, and what other languages lack is taken from it. */
import { diagnosis } from './diagnosis.ts';
import { settings } from './settings.ts';

export const english = { ...diagnosis, ...settings } as const;
