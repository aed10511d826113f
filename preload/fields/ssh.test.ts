import { expect, test } from 'vitest';
import { onward, onwardText, readOnward } from './ssh.ts';

test.each([
  ['inner', { user: null, host: 'inner', port: 22 }],
  ['eva@inner.example:2022', { user: 'eva', host: 'inner.example', port: 2022 }],
  ['10.0.0.7', { user: null, host: '10.0.0.7', port: 22 }],
  ['2001:db8::7', { user: null, host: '2001:db8::7', port: 22 }],
  ['eva@[2001:db8::7]:2022', { user: 'eva', host: '2001:db8::7', port: 2022 }],
])('%s is read, and written again', (text, to) => {
  expect(readOnward(text)).toEqual(to);
  expect(onwardText(to)).toBe(text);
});

test.each(['', '-oProxyCommand=x', 'a b', 'inner:0', 'inner:70000', '$(id)', 'x;y', '-v@inner', 'a@b@c', 'inner:'])(
  '%j is none',
  (text) => {
    expect(readOnward(text)).toBeNull();
    expect(onward.schema.safeParse(text).success).toBe(false);
  },
);
