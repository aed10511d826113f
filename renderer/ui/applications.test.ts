import { expect, it } from 'vitest';
import { applicationLabel, applications } from '../../preload/fields/application-names.ts';
import { applicationChoices } from './applications.tsx';

it('calls every application as the import and the command line do', () => {
  const labels = Object.fromEntries(applicationChoices().map(({ value, label }) => [value, label]));
  expect(labels).toEqual(Object.fromEntries(applications.map((each) => [each, applicationLabel(each)])));
});
