import { describe, expect, test } from 'vitest';
import { guessClientApplication, guessServerApplication } from './application.ts';
import { makeView } from './import/make-proposal.ts';

describe('what a server’s section is for', () => {
  test.each([
    ['squid', 8008, true, 'custom'],
    ['my-proxy', 8080, true, 'custom'],
    ['tinyproxy', 8888, true, 'custom'],
    ['tinyproxy', 22, false, 'custom'],
    ['privoxy', 22, false, 'custom'],
    ['ssh-proxy', 22, true, 'ssh'],
    ['gateway', 22, false, 'ssh'],
    ['openssh', 9000, true, 'ssh'],
    ['dropbear', 9000, true, 'ssh'],
    ['app', 8080, true, 'http'],
    ['db', 8080, true, 'custom'],
    ['prod-db', 5432, true, 'postgresql'],
    ['pg-db', 9000, true, 'postgresql'],
    ['eet-pg', 9000, true, 'custom'],
    ['pg', 9000, true, 'postgresql'],
    ['mongo-express', 8081, true, 'custom'],
    ['redis_exporter', 9121, true, 'custom'],
    ['mysql-web', 8081, true, 'http'],
    ['mysql-admin', 3306, true, 'mysql'],
    ['ssh-admin', 9022, true, 'ssh'],
    ['prod-pg', 9000, true, 'postgresql'],
    ['eet-pg', 5432, true, 'postgresql'],
  ] as const)('[%s] before port %i, on the server itself: %s', (section, port, isHere, application) => {
    expect(guessServerApplication(section, port, isHere).application).toBe(application);
  });

  test('a container’s name is another computer', () => {
    const behind = (connect: string) => makeView(`[tinyproxy]\naccept = 443\nconnect = ${connect}\n`).application;
    expect([behind('web-1:22'), behind('22'), behind('localhost:22')]).toEqual(['custom', 'ssh', 'ssh']);
  });
});

describe('what a client’s section is for', () => {
  test.each([
    ['fix', [8080, 9443], 'custom'],
    ['broker', [8080, 9443], 'custom'],
    ['eet-pg', [27541, 443], 'custom'],
    ['tunnel', [8080, 443], 'http'],
    ['db', [8080, 443], 'custom'],
    ['main database', [8888, 443], 'custom'],
    ['sql-master', [3000, 443], 'custom'],
    ['db', [3306, 443], 'mysql'],
    ['db', [6380, 443], 'custom'],
    ['x', [2222, 443], 'ssh'],
    ['', [8080, 443], 'http'],
    ['broker', [6379, 443], 'redis'],
    ['dropbear', [9000, 443], 'ssh'],
  ] as const)('[%s] with the ports %j is %s', (section, ports, application) => {
    expect(guessClientApplication(section, ports).application).toBe(application);
  });
});

test.each(['192.168.X.XX', '10.0.0.x', 'xxx.xxx.xxx.xxx', '203.0.113.XXX'])(
  'accept = %s:443 is a placeholder',
  (host) => {
    const view = makeView(`[x]\naccept = ${host}:443\nconnect = 22\n`);
    expect([view.host, view.remotePort]).toEqual([null, 443]);
  },
);
