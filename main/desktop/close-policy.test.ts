import { expect, test } from 'vitest';
import { closePolicy } from './close-policy.ts';

const usual = { quitting: false, hasTray: true, platform: 'linux', tunnelsOn: 0 } as const;

test.each([
  ['the tray brings the window back', usual, 'hide'],
  ['the app is quitting', { ...usual, quitting: true }, 'close'],
  ['the Dock brings the window back', { ...usual, hasTray: false, platform: 'darwin' }, 'close'],
  ['nothing would be lost', { ...usual, hasTray: false }, 'quit'],
  ['tunnels would end', { ...usual, hasTray: false, tunnelsOn: 2 }, 'ask'],
] as const)('when %s', (_why, circumstances, decision) => {
  expect(closePolicy(circumstances)).toBe(decision);
});
