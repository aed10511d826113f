import { describe, expect, it } from 'vitest';
import { sentence } from '../../preload/sentence.ts';
import { idOf, profile, service } from '../testing/fixtures.ts';
import { checkDraft, checkForm, draftOf, stillOpen, withAction } from './answers.ts';

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
    ['host', 'vpn.acme.org:4443', 'The port has its own field: enter the host without it.'],
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
    const checked = checkDraft({ ...draft, application: 'http', user: 'not a user' });
    expect(checked).toMatchObject({ ok: true, answer: { user: null } });
  });

  it('goes without the server’s own certificate only when the person says so', () => {
    const need = { kind: 'authority', required: true, reason: sentence`It means server.pem.`, named: null } as const;
    const asked = draftOf(service('0', { host: 'example.org', needs: [need] }));
    expect(checkDraft(asked)).toEqual({ ok: false, errors: { authority: 'Choose the file.' } });
    const without = checkDraft({ ...asked, authority: { ...asked.authority, choice: 'none' } });
    expect(without).toMatchObject({ ok: true, answer: { withoutPin: true } });
    const chosen = checkDraft({ ...asked, authority: { ...asked.authority, path: '/home/ada/server.pem' } });
    expect(chosen).toMatchObject({ ok: true, answer: { authority: '/home/ada/server.pem' } });
    expect(chosen.ok && chosen.answer.withoutPin).toBeUndefined();
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
    expect(checkForm([draft, { ...other, action: 'skip', host: '' }])).toMatchObject({
      isComplete: true,
      answers: [{ key: '0' }],
    });
    expect(checkForm([{ ...draft, action: 'skip' }]).isComplete).toBe(false);
  });

  it('says what keeps it from being complete', () => {
    const open = (...drafts: (typeof draft)[]) => stillOpen(checkForm(drafts), drafts);
    expect(open(draft)).toBeNull();
    expect(open()).toBeNull();
    expect(open({ ...draft, host: '', localPort: 'x' })).toBe('Still open: server’s host name, local port');
    expect(open(draft, { ...other, certificate: 'own' })).toBe(
      'Still open in “Other”: certificate file, private key file',
    );
    expect(open({ ...draft, action: 'skip' })).toBe('Every service is skipped.');
  });

  it('refuses the same local port twice', () => {
    expect(checkForm([draft, { ...other, localPort: '2222' }])).toMatchObject({
      isComplete: false,
      errors: { '1': { localPort: '“SSH” uses this port already.' } },
    });
  });

  it('lets an update keep the local port that its profile has', () => {
    const update = { ...other, action: 'update', localPort: '2222' } as const;
    expect(checkForm([draft, update])).toMatchObject({ isComplete: true, answers: [{}, { action: 'update' }] });
    expect(checkForm([update, draft]).isComplete).toBe(true);
  });
});

describe('a service that a profile exists for', () => {
  const changed = { field: 'maxVersion', old: 'TLSv1.2', new: 'TLSv1.3' } as const;
  const match = { profileId: idOf(1), profileName: 'Office server', differences: [changed] };
  const matched = profile(1, { connect: [{ host: 'office.example.org', port: 8443 }] });

  it('is updated, with what the file leaves open taken from the profile', () => {
    const asking = draftOf(service('0', { match, remotePort: null }), matched);
    expect(checkDraft(asking)).toMatchObject({
      ok: true,
      answer: { action: 'update', host: 'office.example.org', remotePort: 8443 },
    });
  });

  it('keeps the certificate that its profile has', () => {
    const needs = [{ kind: 'certificate', required: true, reason: sentence`It asks for one.`, named: null }] as const;
    const told = service('0', { match, host: 'a.example', needs });
    expect(checkDraft(draftOf(told, matched))).not.toHaveProperty('answer.identity');
    const copy = withAction(draftOf(told, matched), 'copy', told, matched);
    expect(checkDraft(copy)).toHaveProperty('answer.identity', null);
  });

  it('is skipped when nothing would change', () => {
    expect(draftOf(service('0', { match: { ...match, differences: [] } }), matched).action).toBe('skip');
  });

  it.each(['no-host', 'other-host'] as const)('is added as a new one while in doubt (%s)', (doubt) => {
    for (const differences of [[], [changed]]) {
      const draft = draftOf(service('0', { match: { ...match, differences, doubt } }), matched);
      expect(draft).toMatchObject({ action: 'copy', host: '' });
      expect(checkDraft(draft)).toMatchObject({ ok: false, errors: { host: expect.any(String) as string } });
    }
  });

  it('takes the address of a profile in doubt for an update only', () => {
    const asking = service('0', { match: { ...match, differences: [], doubt: 'no-host' } });
    const update = withAction(draftOf(asking, matched), 'update', asking, matched);
    expect(update).toMatchObject({ action: 'update', host: 'office.example.org' });
    expect(withAction(update, 'copy', asking, matched)).toMatchObject({ action: 'copy', host: '' });
    const typed = { ...update, host: 'typed.example.org' };
    expect(withAction(typed, 'copy', asking, matched)).toMatchObject({ host: 'typed.example.org' });
  });

  it('is updated as the file says, whatever was typed for a copy', () => {
    const told = service('0', { match, host: 'new.example.org' });
    const copy = withAction(draftOf(told, matched), 'copy', told, matched);
    const typed = { ...copy, host: 'typed.example.org', name: '' };
    expect(withAction(typed, 'update', told, matched)).toMatchObject({ host: 'new.example.org', name: 'SSH' });
    const asking = service('0', { match });
    expect(withAction(typed, 'update', asking, matched)).toMatchObject({ host: 'typed.example.org' });
  });
});
