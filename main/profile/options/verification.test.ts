import { describe, expect, test } from 'vitest';
import { say } from '../../../preload/words/say.ts';
import { parse } from '../../conf/parse.ts';
import { servicesOf } from '../../conf/services.ts';
import { noteUnread, verificationOf } from './verification.ts';

const read = (lines: string) => {
  const [service] = servicesOf(parse(`[x]\naccept = 1\nconnect = b.example:2\n${lines}\n`)).services;
  if (service === undefined) throw new Error('no service');
  return verificationOf(service);
};
const how = (lines: string) => {
  const { chain, peer } = read(lines);
  return [chain ? 'chain' : '', peer ? 'peer' : ''].filter((word) => word !== '').join(' ');
};

test.each([
  ['', ''],
  ['verify = 0', ''],
  ['verify = 1', 'chain'],
  ['verify = 2', 'chain'],
  ['verify = 3', 'chain peer'],
  ['verify = 4', 'peer'],
  ['verify = 02', 'chain'],
  ['verifyChain = yes', 'chain'],
  ['verifyPeer = YES', 'peer'],
  ['verifyChain = yes\nverifyPeer = yes', 'chain peer'],
  ['verifyPeer = yes\nverify = 0', ''],
  ['verify = 4\nverifyPeer = no', ''],
  ['verifyChain = no', ''],
])('%j verifies %j', (lines, expected) => {
  expect(how(lines)).toBe(expected);
  expect(read(lines).unread).toEqual([]);
});

describe('what cannot be read counts as verifying', () => {
  const unreadable = `verify = \${STUNNEL_VERIFY}`;
  test.each([
    [unreadable, 'chain'],
    ['verify = 5', 'chain'],
    ['verify = yes', 'chain'],
    ['verify =', 'chain'],
    ['verify = {{ verify | default(2) }}', 'chain'],
    ['verifyChain = true.', 'chain'],
    ['verifyChain = <yes or no>', 'chain'],
    [`verifyPeer = \${PEER}`, 'peer'],
    [`verifyChain = yes\n${unreadable}`, 'chain'],
    [`verifyPeer = yes\n${unreadable}`, 'peer'],
    [`${unreadable}\nverifyChain = no`, 'chain'],
    [`verify = 0\nverifyChain = maybe`, 'chain'],
  ])('%j', (lines, expected) => {
    expect(how(lines)).toBe(expected);
    expect(read(lines).unread).toHaveLength(1);
  });

  test('unless a later line says it', () => {
    expect(how(`${unreadable}\nverify = 0`)).toBe('');
    expect(how('verifyChain = perhaps\nverifyChain = no')).toBe('');
    expect(read(`verifyChain = perhaps\nverify = 4`)).toEqual({ chain: false, peer: true, unread: [] });
  });

  test('with a note that says what was assumed', () => {
    const reasons = (lines: string) =>
      noteUnread(read(lines), 'client').map(({ line, reason }) => `${line}: ${say(reason)}`);
    expect(reasons(unreadable)).toEqual([expect.stringMatching(/^4: This is a placeholder\. It counts as verifying/)]);
    expect(reasons('verify = 5')).toEqual([expect.stringMatching(/levels 0 to 4 here, and not “5”/)]);
    expect(reasons('verifyChain = true.')).toEqual([expect.stringMatching(/yes and no here, and not “true\.”/)]);
  });
});
