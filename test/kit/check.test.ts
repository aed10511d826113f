/**
 * check.sh on servers that are not well: the real script, with openssl, ss and stunnel, where what only a server has, its
 * service manager and its firewall, is played by small programs.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answers } from '../../preload/kit-answers.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { freePort } from '../peers/free-port.ts';
import { startTcpService } from '../peers/tcp.ts';
import { findTool, hasTool, requireTool } from '../peers/tools.ts';
import { answersWith, startServer, writeKit } from './kits.ts';

const tools = ['sh', 'dirname', 'grep', 'sed', 'awk', 'cut', 'sort', 'tr', 'id', 'sleep', 'ss', 'openssl'] as const;
const isPossible = tools.every(hasTool) && hasTool('stunnel') && process.getuid?.() === 0;

let directory: TemporaryDirectory;
beforeAll(async () => {
  directory = await temporaryDirectory('adit-check-');
});
afterAll(() => directory.close());

/** Programs of a server by name: what their shell script says. */
type Played = Readonly<Record<string, string>>;
/** No server comes that is not there when the script begins: it need not be waited for. */
const UP = { systemctl: 'exit 0', sleep: 'exit 0' };

interface Server {
  readonly folder: string;
  readonly port: number;
  /** What check.sh says, without what is well known: lines, and its status last. */
  check(played?: Played, without?: readonly string[]): Promise<readonly string[]>;
}

async function serverWith(changes: Partial<Answers> = {}, now = new Date()): Promise<Server> {
  const folder = path.join(directory.path, crypto.randomUUID());
  const port = await freePort();
  const ssh = { name: 'ssh', application: 'ssh', host: '127.0.0.1', port: 22, accept: port } as const;
  await writeKit(folder, answersWith({ services: [ssh], ...changes }), {}, now);
  const script = path.join(folder, 'server/check.sh');
  const text = await readFile(script, 'utf8');
  await mkdir(path.join(folder, 'run/systemd/system'), { recursive: true });
  await writeFile(
    script,
    text.replaceAll('/etc/stunnel/adit/', `${folder}/server/`).replaceAll('/run/', `${folder}/run/`),
  );
  return {
    folder,
    port,
    async check(played = UP, without = []) {
      const programs = path.join(folder, crypto.randomUUID());
      await mkdir(programs);
      for (const name of tools) {
        if (!without.includes(name) && !(name in played)) await symlink(requireTool(name), path.join(programs, name));
      }
      for (const [name, said] of Object.entries(played)) {
        await writeFile(path.join(programs, name), `#!${requireTool('sh')}\n${said}\n`, { mode: 0o755 });
      }
      return new Promise((resolve) => {
        execFile(requireTool('sh'), [script], { env: { PATH: programs } }, (error, stdout, stderr) => {
          const lines = `${stdout}${stderr}`.trimEnd().replaceAll(String(port), 'PORT').replaceAll(folder, '');
          resolve([...lines.split('\n'), `${error?.code ?? 0}`]);
        });
      });
    },
  };
}

const listens = 'ok       Something listens on port PORT.';
const noFirewall =
  'unknown  No firewall of this computer that is known here stands in the way of port PORT. The provider, or the router, may have one of its own.';
const until = expect.stringMatching(/^ok {7}The certificate is good until /);

describe.skipIf(!isPossible)('check.sh', () => {
  it('finds nothing amiss at a server that is up', async () => {
    const server = await serverWith();
    await using _running = await startServer(server.folder);
    expect(await server.check()).toEqual([
      'ok       The service is up.',
      listens,
      noFirewall,
      'ok       It shows the certificate that it should.',
      until,
      '0',
    ]);
  });

  it('names each thing that is missing where nothing runs', async () => {
    const server = await serverWith();
    const [service, ...others] = await server.check({ ...UP, systemctl: 'exit 3' });
    expect(service).toMatch(/^NOT OK {3}The service is not up\. Its log: journalctl /);
    expect(others).toEqual([
      'NOT OK   Nothing listens on port PORT.',
      noFirewall,
      'NOT OK   No TLS server answers on port PORT of this computer.',
      until,
      '1',
    ]);
  });

  it('knows a stunnel that no systemd has started by its process', async () => {
    const server = await serverWith();
    await rm(path.join(server.folder, 'run/systemd'), { recursive: true });
    const state = async () => (await server.check({ ...UP, cat: `exec ${findTool('cat')} "$@"` }, ['openssl']))[0];
    expect(await state()).toMatch(/^NOT OK/);
    const pid = path.join(server.folder, 'run/adit-server.pid');
    await writeFile(pid, `${process.pid}\n`);
    expect(await state()).toBe('ok       The service is up.');
    // More than there can be.
    await writeFile(pid, '99999999\n');
    expect(await state()).toMatch(/^NOT OK/);
  });

  it('tells another server on the port from stunnel with an older certificate', async () => {
    const server = await serverWith();
    const web = await startTcpService((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), server.port);
    expect(await server.check()).toContain('NOT OK   No TLS server answers on port PORT of this computer.');
    await web.close();
    await using _running = await startServer(server.folder);
    const other = await serverWith();
    await writeFile(
      path.join(server.folder, 'server/server.pem'),
      await readFile(path.join(other.folder, 'server/server.pem')),
    );
    expect(await server.check()).toContain(
      'NOT OK   It shows another certificate than /server/server.pem: it has not read the new one yet.',
    );
  });

  it.each<[string, Partial<Answers>, Date, RegExp]>([
    [
      'is about to end',
      { certificate: { kind: 'self-signed', days: 7 } },
      new Date(),
      /^NOT OK {3}The certificate ends within two weeks: \w/,
    ],
    ['has ended', {}, new Date(Date.now() - 60 * 86_400_000), /^NOT OK {3}The certificate has ended: \w/],
  ])('says that the certificate %s', async (_, changes, now, said) => {
    const server = await serverWith(changes, now);
    const found = await server.check();
    expect(found).toContainEqual(expect.stringMatching(said));
    expect(found.at(-1)).toBe('1');
  });

  it('says of a file what it is not, and compares nothing with it', async () => {
    const server = await serverWith();
    const certificate = path.join(server.folder, 'server/server.pem');
    await writeFile(certificate, 'not one\n');
    expect(await server.check()).toEqual(
      expect.arrayContaining(['NOT OK   What is in /server/server.pem is no certificate.', '1']),
    );
    await rm(certificate);
    expect(await server.check()).toContain('NOT OK   There is no certificate in /server/server.pem that can be read.');
  });

  it('says what it cannot know, and looks for listeners with what there is', async () => {
    const server = await serverWith();
    await using _running = await startServer(server.folder);
    expect(await server.check(UP, ['openssl'])).toEqual([
      'ok       The service is up.',
      listens,
      noFirewall,
      'unknown  Without openssl nothing can be said of the certificate.',
      '0',
    ]);
    const bsd = {
      ...UP,
      netstat: `echo 'tcp4       0      0 *.${server.port}                *.*                    LISTEN'`,
    };
    expect(await server.check(bsd, ['ss'])).toContain(listens);
    const other = {
      ...UP,
      netstat: `echo 'tcp4       0      0 *.${server.port}1               *.*                    LISTEN'`,
    };
    expect(await server.check(other, ['ss'])).toContain('NOT OK   Nothing listens on port PORT.');
    expect(await server.check({ ...UP, id: 'echo 1000' })).toContain(
      'unknown  Only root sees whether a firewall of this computer turns port PORT away.',
    );
  });
});

/** A rule of each helper as it prints it, `PORT` for the port. */
const ufw = (rules: readonly string[], incoming = 'deny') => ({
  ufw: `case "$*" in
    'status verbose') printf 'Status: active\\nDefault: ${incoming} (incoming), allow (outgoing)\\n' ;;
    status) cat <<'end'
Status: active

To                         Action      From
--                         ------      ----
${rules.join('\n')}
end
    ;;
    'app info Nginx Full') printf 'Profile: Nginx Full\\nTitle: Web Server (Nginx, HTTP + HTTPS)\\nDescription: Small, but very powerful and efficient web\\nserver\\n\\nPorts:\\n  80,PORT/tcp\\n' ;;
    'app info OpenSSH') printf 'Profile: OpenSSH\\nPort:\\n  22/tcp\\n' ;;
    *) exit 1 ;;
  esac`,
});
const firewalld = (ports: string, services: string) => ({
  'firewall-cmd': `case "$*" in
    --state) echo running >&2 ;;
    --list-ports) echo '${ports}' ;;
    --list-services) echo '${services}' ;;
    --info-service=https) printf 'https\\n  ports: PORT/tcp\\n  protocols: \\n' ;;
    --info-service=ssh) printf 'ssh\\n  ports: 22/tcp\\n' ;;
    --info-service=quic) printf 'quic\\n  ports: PORT/udp\\n' ;;
    *) exit 1 ;;
  esac`,
});
const iptables = (...rules: readonly string[]) => ({ iptables: `cat <<'end'\n${rules.join('\n')}\nend` });

const accepted = '-A INPUT -p tcp -m tcp --dport PORT -j ACCEPT';
const ssh = '22/tcp                     ALLOW       Anywhere';

describe.skipIf(!isPossible)('check.sh, of a firewall', () => {
  it.each<[string, Played, 'ok' | 'NOT OK' | 'unknown']>([
    ['ufw with the port', ufw([ssh, 'PORT/tcp                    ALLOW       Anywhere']), 'ok'],
    ['ufw with the port for IPv6', ufw(['PORT (v6)                   LIMIT       Anywhere (v6)']), 'ok'],
    ['ufw with it in a list', ufw(['80,PORT/tcp                 ALLOW       Anywhere']), 'ok'],
    ['ufw with it in a range', ufw(['1:65535/tcp                ALLOW       Anywhere']), 'ok'],
    ['ufw with it at an interface', ufw(['PORT/tcp on eth0            ALLOW       Anywhere']), 'ok'],
    [
      'ufw with a program that has it',
      ufw(['OpenSSH                    ALLOW       Anywhere', 'Nginx Full                 ALLOW       Anywhere']),
      'ok',
    ],
    ['ufw that lets all in', ufw([], 'allow'), 'ok'],
    ['ufw without it', ufw([ssh, 'OpenSSH (v6)               ALLOW       Anywhere (v6)']), 'NOT OK'],
    ['ufw that denies it', ufw(['PORT/tcp                    DENY        Anywhere']), 'NOT OK'],
    ['ufw with a longer number', ufw(['PORT1/tcp                   ALLOW       Anywhere']), 'NOT OK'],
    ['ufw with it over UDP', ufw(['PORT/udp                    ALLOW       Anywhere']), 'NOT OK'],
    ['ufw that is off', { ufw: "echo 'Status: inactive'" }, 'unknown'],
    ['firewalld with the port', firewalld('8080/tcp PORT/tcp', 'ssh'), 'ok'],
    ['firewalld with it in a range', firewalld('1-65535/tcp', ''), 'ok'],
    ['firewalld with a service that has it', firewalld('', 'ssh https'), 'ok'],
    ['firewalld without it', firewalld('8080/tcp', 'ssh quic'), 'NOT OK'],
    ['firewalld that is off', { 'firewall-cmd': 'exit 252' }, 'unknown'],
    ['iptables that closes, with the port', iptables('-P INPUT DROP', accepted), 'ok'],
    [
      'iptables that closes, with it in a list',
      iptables('-P INPUT DROP', '-A INPUT -p tcp -m multiport --dports 22,PORT -m conntrack --ctstate NEW -j ACCEPT'),
      'ok',
    ],
    ['iptables that closes, with nothing', iptables('-P INPUT DROP', '-A INPUT -i lo -j ACCEPT'), 'NOT OK'],
    [
      'iptables that closes and turns it away',
      iptables('-P INPUT DROP', '-A INPUT -p tcp -m tcp --dport PORT -j DROP'),
      'NOT OK',
    ],
    [
      'iptables whose last rule closes',
      iptables(
        '-P INPUT ACCEPT',
        '-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT',
        '-A INPUT -j REJECT --reject-with icmp-host-prohibited',
      ),
      'NOT OK',
    ],
    [
      'iptables whose last rule closes, with the port',
      iptables('-P INPUT ACCEPT', accepted, '-A INPUT -j REJECT --reject-with icmp-host-prohibited'),
      'ok',
    ],
    ['iptables that asks a chain of its own', iptables('-P INPUT DROP', '-A INPUT -j my-rules'), 'unknown'],
    ['iptables that is open', iptables('-P INPUT ACCEPT'), 'unknown'],
  ])('%s', async (_, played, said) => {
    const server = await serverWith();
    const programs = Object.entries(played).map(([name, text]) => [name, text.replaceAll('PORT', String(server.port))]);
    const cat = findTool('cat') ?? '';
    const found = await server.check({ ...UP, cat: `exec ${cat} "$@"`, ...Object.fromEntries(programs) }, ['openssl']);
    expect(found.filter((line) => /ufw|firewalld|iptables|[Ff]irewall/.test(line))).toEqual([
      expect.stringMatching(new RegExp(`^${said} `)),
    ]);
  });
});
