import { describe, expect, it } from 'vitest';
import { service } from '../testing/fixtures.ts';
import { checkDraft, checkForm, draftOf } from './answers.ts';

const draft = draftOf(service('0', { host: 'example.org', user: 'alice' }));

describe('checkDraft', () => {
  it('gives main exactly what its schema takes', () => {
    expect(checkDraft(draft)).toEqual({
      ok: true,
      answer: {
        key: '0',
        name: 'SSH',
        application: 'ssh',
        host: 'example.org',
        remotePort: 443,
        localPort: 2222,
        user: 'alice',
      },
    });
  });

  it.each([
    ['host', '', 'Enter a host name or an IP address.'],
    ['host', '-oProxyCommand=x', 'This is not a host name or an IP address.'],
    ['host', 'two words', 'This is not a host name or an IP address.'],
    ['remotePort', '', 'Enter a port.'],
    ['remotePort', 'PORT', 'A port is a whole number.'],
    ['remotePort', '4e2', 'A port is a whole number.'],
    ['localPort', '0', 'Ports start at 1.'],
    ['localPort', '65536', 'Ports end at 65535.'],
    ['name', '   ', 'Give the profile a name.'],
    ['user', 'al ice', 'This is not a user name.'],
    ['user', '-l', 'This is not a user name.'],
  ] as const)('%s %j: %s', (field, value, message) => {
    expect(checkDraft({ ...draft, [field]: value })).toEqual({ ok: false, errors: { [field]: message } });
  });

  it('asks for no user where the application takes none', () => {
    const checked = checkDraft({ ...draft, application: 'redis', user: 'not a user' });
    expect(checked).toMatchObject({ ok: true, answer: { user: null } });
  });

  it('trims what was typed', () => {
    expect(checkDraft({ ...draft, host: ' example.org ', remotePort: ' 443 ' })).toMatchObject({
      ok: true,
      answer: { host: 'example.org', remotePort: 443 },
    });
  });
});

describe('checkForm', () => {
  const other = { ...draft, key: '1', name: 'Other', localPort: '2223' };

  it('ignores what is left out, and is not complete without anything', () => {
    expect(checkForm([draft, { ...other, isIncluded: false, host: '' }])).toMatchObject({
      isComplete: true,
      answers: [{ key: '0' }],
    });
    expect(checkForm([{ ...draft, isIncluded: false }]).isComplete).toBe(false);
  });

  it('refuses the same local port twice', () => {
    expect(checkForm([draft, { ...other, localPort: '2222' }])).toMatchObject({
      isComplete: false,
      errors: { '1': { localPort: '“SSH” uses this port already.' } },
    });
  });
});
