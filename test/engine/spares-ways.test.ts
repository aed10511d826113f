/** Connections that are kept ready on ways where something is said before TLS, and to servers that speak first. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Negotiation, ProxyServer, TunnelSpecification } from '../../main/specification.ts';
import { startDante } from '../peers/dante.ts';
import { startSquid } from '../peers/squid.ts';
import { startSshd } from '../peers/sshd.ts';
import { type Stunnel, startStunnel } from '../peers/stunnel.ts';
import { startTcpService, type TcpService } from '../peers/tcp.ts';
import { execute, hasTool, requireTool } from '../peers/tools.ts';
import { type RunningEngine, type Runtime, runtimes, startEngine } from './runtimes.ts';
import { prepared } from './setup.ts';
import { isReachable, pinned, portOf, specification } from './specification.ts';

const SPARES = { count: 2, lifetime: 60 };
const anonymous = { username: null, password: null };
const setup = prepared();

const serverFor = (service: { readonly port: number }, extra = '') =>
  startStunnel({
    connect: service.port,
    certificate: setup.certificate.certificate,
    key: setup.certificate.key,
    extra,
  });

/** Switches the tunnel on, and waits until its probe is over. */
async function switchOn(running: RunningEngine, port: number, changes: Partial<TunnelSpecification>) {
  running.engine.start(specification(port, { trust: pinned(setup.certificate.pem), spares: SPARES, ...changes }));
  return portOf(await running.until('tunnel', isReachable));
}

/** Tells which of its connections it is: in a greeting, if it has one, and in each answer. The probe's is 1. */
const startCounter = (greeting: string) => {
  let count = 0;
  return startTcpService((socket) => {
    count += 1;
    const name = String(count);
    if (greeting !== '') socket.write(`${greeting} #${name}#\r\n`);
    socket.on('data', () => socket.write(`#${name}#`));
    socket.on('end', () => socket.end());
  });
};

/** A program that waits for the greeting, says something, hears its answer and ends. Returns all that it heard. */
async function converse(port: number, greeting: string): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  let heard = '';
  const until = async (pattern: RegExp) => {
    while (!pattern.test(heard)) heard += String((await once(socket, 'data'))[0]);
  };
  if (greeting !== '') await until(/\r\n/);
  socket.write('hello');
  await until(/#\d+#$/);
  socket.end();
  socket.resume();
  await once(socket, 'close');
  return heard;
}

const untilOpen = (service: TcpService, count: number) => expect.poll(() => service.open()).toBe(count);

/** Three programs in a row: the first makes its connection, the others find theirs ready. Then nothing is left. */
async function useThrice(
  runtime: Runtime,
  service: TcpService,
  server: Stunnel,
  changes: Partial<TunnelSpecification>,
  greeting = '',
): Promise<void> {
  await using running = await startEngine(runtime, setup.child.file);
  const port = await switchOn(running, server.port, changes);
  await untilOpen(service, 0);
  for (let use = 0; use < 3; use++) {
    const before = service.accepted();
    const heard = await converse(port, greeting);
    const names = [...heard.matchAll(/#(\d+)#/g)].map(([, name]) => Number(name));
    expect(heard.startsWith(greeting)).toBe(true);
    // The greeting once, and of the same connection as the answer.
    expect(names).toHaveLength(greeting === '' ? 1 : 2);
    expect(new Set(names).size).toBe(1);
    if (use === 0) expect(names[0]).toBeGreaterThan(before);
    else expect(names[0]).toBeLessThanOrEqual(before);
    // The probe, the programs, and those that wait. Some servers connect to the service before TLS begins.
    await expect.poll(() => server.log().match(/TLS accepted/g)?.length).toBe(1 + (use + 1) + SPARES.count);
    await untilOpen(service, SPARES.count);
  }
  await running.engine.stop('tunnel');
  await untilOpen(service, 0);
}

describe.each(runtimes)('spares on $name', (runtime) => {
  describe.skipIf(runtime.executable === null || !hasTool('stunnel'))('are ready', () => {
    it.each<[Negotiation, string]>([
      [{ kind: 'smtp', host: null, login: null, password: null }, '220 mail.test'],
      [{ kind: 'pop3' }, '+OK'],
      [{ kind: 'pgsql' }, ''],
    ])('after %j, with the greeting that belongs to each', async (negotiation, greeting) => {
      await using service = await startCounter(greeting);
      await using server = await serverFor(service, `protocol = ${negotiation.kind}`);
      await useThrice(runtime, service, server, { negotiation }, greeting);
    });

    it.skipIf(!hasTool('squid'))('behind an HTTP proxy', async () => {
      await using service = await startCounter('');
      await using server = await serverFor(service);
      await using squid = await startSquid(server.port);
      const proxy: ProxyServer = { kind: 'http', host: '127.0.0.1', port: squid.port, ...anonymous };
      await useThrice(runtime, service, server, { proxy });
    });

    it.skipIf(!hasTool('danted')).each(['socks5', 'socks4a'] as const)('behind a %s proxy', async (kind) => {
      await using service = await startCounter('');
      await using server = await serverFor(service);
      await using dante = await startDante();
      const proxy: ProxyServer = { kind, host: '127.0.0.1', port: dante.port, ...anonymous };
      await useThrice(runtime, service, server, { proxy });
    });

    it('to a service that greets first', async () => {
      const greeting = '220 mail.test ESMTP';
      await using service = await startCounter(greeting);
      await using server = await serverFor(service);
      await useThrice(runtime, service, server, {}, greeting);
    });

    it.skipIf(!hasTool('sshd') || !hasTool('ssh'))('to sshd, which greets first, for ssh', async () => {
      await using sshd = await startSshd();
      await using server = await serverFor(sshd);
      await using running = await startEngine(runtime, setup.child.file);
      const port = await switchOn(running, server.port, {});
      /** The ports that stunnel's connections to sshd come from. */
      const ready = () =>
        [...server.log().matchAll(/connected remote server from 127\.0\.0\.1:(\d+)/g)].map(([, of]) => of);
      const ssh = [...sshd.clientArguments, '-p', String(port), `${sshd.user}@127.0.0.1`];
      for (let use = 0; use < 3; use++) {
        const before = ready();
        const { stdout } = await execute(requireTool('ssh'), [...ssh, 'echo $SSH_CONNECTION']);
        const [, from = ''] = stdout.split(' ');
        expect(ready()).toContain(from);
        expect(before.includes(from)).toBe(use > 0);
        // The probe, the programs, and those that wait.
        await expect.poll(() => ready().length).toBe(1 + (use + 1) + SPARES.count);
      }
    });
  });
});
