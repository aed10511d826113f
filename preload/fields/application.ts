import { z } from 'zod';
import { applications, applicationText } from './application-names.ts';
import { field, keep } from './field.ts';

export const applicationSchema = z.enum(applications);

export const application = field(applicationSchema, {
  label: 'field.application',
  words: applicationText,
  usual: 'custom',
  update: keep,
  shared: 'as it is',
  stunnel: { kind: 'special', options: [] },
  preview: 'own place',
  engine: 'no',
  editor: { section: 'profile' },
});
