import { describe, expect, it } from 'vitest';
import { listeningInodes, parseLsof, parseNetstat } from './port-holder.ts';
import { parseTasklist } from './windows-programs.ts';

const procNetTcp = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:08AE 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1111 1 0000000000000000 100 0 0 10 0
   1: 0200007F:08AE 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 2222 1 0000000000000000 100 0 0 10 0
   2: 0100007F:08AE 0100007F:D2F0 01 00000000:00000000 00:00000000 00000000     0        0 3333 1 0000000000000000 20 4 30 10 -1
   3: 00000000:01BB 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4444 1 0000000000000000 100 0 0 10 0
`;

describe('Linux', () => {
  it('finds who listens on the address or on all addresses, not who is merely connected', () => {
    expect(listeningInodes(procNetTcp, '127.0.0.1', 2222)).toEqual(['1111']);
    expect(listeningInodes(procNetTcp, '0.0.0.0', 2222)).toEqual(['1111', '2222']);
    expect(listeningInodes(procNetTcp, '127.0.0.1', 443)).toEqual(['4444']);
    expect(listeningInodes(procNetTcp, '127.0.0.1', 80)).toEqual([]);
  });
});

describe('macOS', () => {
  it('reads lsof -Fpc', () => {
    expect(parseLsof('p4242\ncPython\nf3\n')).toEqual({ pid: 4242, name: 'Python' });
    expect(parseLsof('')).toBeNull();
  });
});

describe('Windows', () => {
  const netstat = [
    '',
    'Aktive Verbindungen',
    '',
    '  Proto  Lokale Adresse         Remoteadresse          Status           PID',
    '  TCP    0.0.0.0:135            0.0.0.0:0              ABHÖREN          1004',
    '  TCP    127.0.0.1:2222         127.0.0.1:50000        HERGESTELLT      7',
    '  TCP    127.0.0.1:2222         0.0.0.0:0              ABHÖREN          8412',
    '  TCP    [::]:12222             [::]:0                 ABHÖREN          9',
    '',
  ].join('\r\n');

  it('finds the listener whatever the language', () => {
    expect(parseNetstat(netstat, 2222)).toBe(8412);
    expect(parseNetstat(netstat, 222)).toBeNull();
  });

  it('reads the name from tasklist', () => {
    expect(parseTasklist('"ssh.exe","8412","Console","1","8,120 K"\r\n')).toBe('ssh.exe');
    expect(parseTasklist('INFO: No tasks are running which match the specified criteria.\r\n')).toBeNull();
  });
});
