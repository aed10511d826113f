/** What the kernel is asked and how its answers are read, by the forms that addresses have. */
import { userInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { accountsIn, readAccounts } from './accounts.ts';
import { addressBytes } from './address-bytes.ts';
import { ownerIn, questionFor } from './socket-question.ts';
import { ownerInTable } from './socket-table.ts';

const hex = (address: string) => {
  const bytes = addressBytes(address);
  return bytes === null ? null : Buffer.from(bytes).toString('hex');
};

it.each([
  ['127.0.0.1', '7f000001'],
  ['::ffff:127.0.0.1', '7f000001'],
  ['::1', '00000000000000000000000000000001'],
  ['2001:db8::12:3', '20010db8000000000000000000120003'],
  ['fe80::1%eth0', 'fe800000000000000000000000000001'],
  ['::1.2.3.4', '00000000000000000000000001020304'],
  ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
  ['localhost', null],
])('%s as the kernel has it', (address, expected) => {
  expect(hex(address)).toBe(expected);
});

const ends = { own: { host: '127.0.0.1', port: 54_000 }, far: { host: '127.0.0.1', port: 2222 } };

describe('the answer', () => {
  const answer = Buffer.alloc(88);
  answer.writeUInt16LE(20, 4);
  answer.writeUInt16BE(54_000, 20);
  answer.writeUInt16BE(2222, 22);
  answer.writeUInt32LE(1000, 80);
  answer.writeUInt32LE(4711, 84);

  it('has the owner', () => {
    expect(ownerIn(answer, ends)).toEqual({ uid: 1000, inode: 4711 });
  });

  it('is none when it is about who listens at that port, when it is an error, and when it is short', () => {
    const listener = Buffer.from(answer);
    listener.writeUInt16BE(0, 22);
    expect(ownerIn(listener, ends)).toBeNull();
    const error = Buffer.from(answer);
    error.writeUInt16LE(2, 4);
    expect(ownerIn(error, ends)).toBeNull();
    expect(ownerIn(answer.subarray(0, 80), ends)).toBeNull();
  });

  it('is not asked for between two families', () => {
    expect(questionFor({ own: { host: '::1', port: 1 }, far: ends.far })).toBeNull();
  });
});

it('finds the program’s end in the tables, not ours, in both families and mapped', () => {
  const row = (local: string, remote: string, uid: number) =>
    `   1: ${local} ${remote} 01 00000000:00000000 00:00000000 00000000 ${uid}        0 ${uid + 1} 1 0 20 4 30 10 -1`;
  const ours = row('0100007F:08AE', '0100007F:D2F0', 1);
  expect(ownerInTable([ours, row('0100007F:D2F0', '0100007F:08AE', 33)].join('\n'), ends)).toEqual({
    uid: 33,
    inode: 34,
  });
  const mapped = '0000000000000000FFFF00000100007F';
  expect(ownerInTable(row(`${mapped}:D2F0`, `${mapped}:08AE`, 44), ends)).toEqual({ uid: 44, inode: 45 });
  expect(ownerInTable(ours, ends)).toBeNull();
});

it.runIf(process.platform === 'linux')('knows who runs this', () => {
  const { username, uid } = userInfo();
  expect(readAccounts().numbers.get(username)).toBe(uid);
});

it('reads the accounts of this computer, the first name of a number', () => {
  const accounts = accountsIn('root:x:0:0::/root:/bin/sh\nada:x:1000:1000::/:/bin/sh\ntwin:x:1000:::\n#broken\n');
  expect(accounts.numbers.get('ada')).toBe(1000);
  expect([accounts.nameOf(1000), accounts.nameOf(7)]).toEqual(['ada', 'number 7']);
});
