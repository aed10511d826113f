import { expect, test } from 'vitest';
import { profileInLink } from './connect-link.ts';

test.each([
  ['adit://connect/Office', 'Office'],
  ['ADIT://Connect/Office/', 'Office'],
  ['adit://connect/B%C3%BCro%20%2F%20SSH', 'Büro / SSH'],
])('%s asks for %s', (link, name) => {
  expect(profileInLink(link)).toBe(name);
});

test.each([
  'adit://import?v=1&p=W10',
  'adit://connect/',
  'adit://connect/a/b',
  'adit://connect/a?start=1',
  'adit://connect/%zz',
  'adit://connect/a%0Ab',
  'adit://connect/a%E2%80%AEb',
  `adit://connect/${'x'.repeat(201)}`,
  'https://connect/Office',
  'adit://connect/a --flag',
])('%s is none', (link) => {
  expect(profileInLink(link)).toBeNull();
});
