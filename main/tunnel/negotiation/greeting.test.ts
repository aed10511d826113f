import { describe, expect, it } from 'vitest';
import type { PlainService } from '../../../preload/types.ts';
import { readGreeting } from './greeting.ts';

const mysql = (body: string) => `${String.fromCharCode(body.length)}\0\0\0${body}`;

const greetings: readonly (readonly [says: string, service: PlainService | null])[] = [
  ['220 mx.example.org ESMTP Postfix (Debian/GNU)\r\n', 'smtp'],
  ['220-mx.example.org ESMTP Exim 4.98\r\n220 no spam\r\n', 'smtp'],
  ['220 smtp.example.org Microsoft SMTP Service ready\r\n', 'smtp'],
  ['220 ProFTPD Server (Debian)\r\n', 'ftp'],
  ['220 (vsFTPd 3.0.3)\r\n', 'ftp'],
  ['220-FileZilla Server 1.8.2\r\n', 'ftp'],
  ['* OK [CAPABILITY IMAP4rev1 STARTTLS] Dovecot ready.\r\n', 'imap'],
  ['* PREAUTH welcome\r\n', 'imap'],
  ['+OK POP3 ready <1.2@mx.example.org>\r\n', 'pop3'],
  ['200 news.example.org InterNetNews NNRP server ready\r\n', 'nntp'],
  ['SSH-2.0-OpenSSH_9.2p1 Debian\r\n', 'ssh'],
  ['SSH-1.99-Cisco-1.25\r\n', 'ssh'],
  ['HTTP/1.1 400 Bad Request\r\n', 'http'],
  ['HTTP/1.0 200 OK\r\n', 'http'],
  ["-ERR unknown command 'HEAD', with args beginning with: '/'\r\n", 'redis'],
  ['-NOAUTH Authentication required.\r\n', 'redis'],
  [mysql('\n8.0.36\0\x08\0\0\0abcdefgh\0'), 'mysql'],
  [mysql('\n5.5.5-10.11.6-MariaDB\0\x08\0\0\0'), 'mysql'],
  [mysql("\xff\x6a\x04Host 'pc' is not allowed to connect"), 'mysql'],
  ['E\0\0\0\x5fSFATAL\0VFATAL\0C0A000\0', 'pgsql'],
  ['0\x0c\x02\x01\x01\x78\x07\n\x01\0\x04\0\x04\0', 'ldap'],
  ['0\x84\0\0\0\x10\x02\x01\0\x78\x84\0\0\0\x07', 'ldap'],

  ['', null],
  ['220 mail.example ready\r\n', null],
  ['2', null],
  ['* ', null],
  ['+OKAY\r\n', null],
  ['200 OK\r\n', null],
  ['I speak SSH-2.0-ish\r\n', null],
  ['HTTP is spoken here\r\n', null],
  ['-5\r\n', null],
  ['hello\r\n', null],
  // an alert of TLS, and nothing but zeros
  ['\x15\x03\x03\0\x02\x02\x28', null],
  ['\0'.repeat(64), null],
  [mysql('\nabc\0defgh'), null],
  [mysql('\n(8.0)\0defgh'), null],
  ['0\x0c\x02\x01\x01\x61\x07\n\x01\0', null],
];

describe('readGreeting', () => {
  it.each(greetings)('%j is %s', (says, service) => {
    expect(readGreeting(Buffer.from(says, 'latin1'))).toBe(service);
  });
});
