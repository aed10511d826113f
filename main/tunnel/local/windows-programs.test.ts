import { expect, test } from 'vitest';
import { parseConnected, windowsConnections } from './windows-programs.ts';

const netstat = [
  '',
  'Aktive Verbindungen',
  '',
  '  Proto  Lokale Adresse         Remoteadresse          Status           PID',
  '  TCP    127.0.0.1:2222         0.0.0.0:0              ABHÖREN          8412',
  '  TCP    127.0.0.1:2222         127.0.0.1:54000        HERGESTELLT      8412',
  '  TCP    127.0.0.1:54000        127.0.0.1:2222         HERGESTELLT      912',
  '  TCP    127.0.0.1:54001        127.0.0.1:2222         WARTEND          0',
].join('\r\n');
const netstat6 = [
  '  Proto  Local Address          Foreign Address        State           PID',
  '  TCP    [::1]:54002            [::1]:2222             ESTABLISHED     7000',
  '  TCP    [fe80::1%12]:54003     [fe80::2%12]:443       ESTABLISHED     912',
].join('\r\n');
const tasks = '"ssh.exe","912","Console","1","9.876 K"\r\n"Adit.exe","8412","Console","1","98.765 K"\r\n';

test('reads who is connected from where, whatever the language, and neither who listens nor what is over', () => {
  expect(parseConnected(netstat)).toEqual([
    { host: '127.0.0.1', port: 2222, pid: 8412 },
    { host: '127.0.0.1', port: 54000, pid: 912 },
  ]);
  expect(parseConnected(netstat6)).toEqual([
    { host: '::1', port: 54002, pid: 7000 },
    { host: 'fe80::1', port: 54003, pid: 912 },
  ]);
});

test('asks for what is needed, by programs that Windows brings, and leaves out who ended meanwhile', async () => {
  const asked: string[] = [];
  const say = async (program: string, argv: readonly string[]) => {
    asked.push([program, ...argv].join(' '));
    return program === 'tasklist.exe' ? tasks : argv.at(-1) === 'TCP' ? netstat : netstat6;
  };
  expect(await windowsConnections([{ host: '127.0.0.1', port: 54000 }], say)).toContainEqual({
    host: '127.0.0.1',
    port: 54000,
    program: { pid: 912, name: 'ssh.exe' },
  });
  expect(asked).toEqual(['tasklist.exe /FO CSV /NH', 'netstat.exe -ano -p TCP']);
  const both = await windowsConnections([{ host: '::1', port: 54002 }], say);
  expect(asked.at(-1)).toBe('netstat.exe -ano -p TCPv6');
  expect(both.filter(({ host }) => host === '::1')).toEqual([]);
});
