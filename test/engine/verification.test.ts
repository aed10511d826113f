/** Which servers stunnel's verification options accept: real stunnel as the client, and our engine, on the same lines. */
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientSpecification } from '../../main/cli/literal/client-specification.ts';
import { parse } from '../../main/conf/parse.ts';
import { servicesOf } from '../../main/conf/services.ts';
import type { TunnelSpecification } from '../../main/specification.ts';
import { answerOf, type Responder, startResponder } from '../peers/authority.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { startServices } from '../peers/stunnel.ts';
import { startEcho } from '../peers/tcp.ts';
import { hasTool } from '../peers/tools.ts';
import { buildChild, type RunningEngine, runtimes, startEngine } from './runtimes.ts';
import { isBlocked, isReachable } from './specification.ts';
import { type Case, cases, checks, LEVELS, makeAll, RESPONDER, revocations } from './verification-cases.ts';

/** A case placed on this machine: one stunnel server, and the lines of each client. */
interface Placed {
  readonly of: Case;
  readonly port: number;
  readonly runs: readonly string[];
}

const idOf = (index: number, run: number) => `c${index}r${run}`;

let directory: TemporaryDirectory;
let child: Awaited<ReturnType<typeof buildChild>>;
let echo: Awaited<ReturnType<typeof startEcho>>;
let responder: Responder;
let servers: Awaited<ReturnType<typeof startServices>>;
let clients: Awaited<ReturnType<typeof startServices>>;
let placed: readonly Placed[] = [];
const table = new Map<string, Record<string, string>>();

async function passes(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  const answer = new Promise<boolean>((resolve) => {
    socket.on('data', () => resolve(true));
    socket.on('close', () => resolve(false));
  });
  socket.write('ping');
  const passed = await answer;
  socket.destroy();
  return passed;
}

const verdicts = async (of: readonly Promise<boolean>[]) =>
  (await Promise.all(of)).map((accepted) => (accepted ? 'y' : 'n')).join('');

/** The lines as `adit run` reads them, to the server of the case. */
function specified(id: string, port: number, lines: string): TunnelSpecification {
  const text = `[${id}]\nclient = yes\naccept = 127.0.0.1:0\nconnect = 127.0.0.1:${port}\n${lines}\n`;
  const [service] = servicesOf(parse(text)).services;
  const files = { read: () => null };
  const result = service && clientSpecification(service, { id, directory: directory.path, files });
  if (!result?.ok) throw new Error(result?.problem ?? text);
  return { ...result.specification, accept: [{ host: '127.0.0.1', port: 0 }] };
}

async function accepts({ engine, until }: RunningEngine, specification: TunnelSpecification): Promise<boolean> {
  engine.start(specification);
  const status = await until(specification.id, (each) => isReachable(each) || isBlocked(each));
  if (isReachable(status) && status.kind === 'on') expect(await passes(status.accept[0]?.port ?? 0)).toBe(true);
  await engine.stop(specification.id);
  return isReachable(status);
}

const missing = !hasTool('stunnel') || !hasTool('openssl');

describe.skipIf(missing)('verification', () => {
  const all = [...cases, ...checks, ...revocations];

  beforeAll(async () => {
    directory = await temporaryDirectory();
    [child, echo] = await Promise.all([buildChild(), startEcho()]);
    const { of, issuer } = await makeAll(directory.path);
    responder = await startResponder(answerOf({ authority: issuer }));
    const write = async (file: string, names: readonly string[]) => {
      const place = path.join(directory.path, file);
      await writeFile(place, names.map((name) => of(name).pem).join(''));
      return place;
    };
    const sections = await Promise.all(
      all.map(async ({ sent }, index): Promise<[string, string[]]> => {
        const shown = await write(`sent-${index}.pem`, sent);
        const { key } = of(sent[0] ?? '');
        return [`c${index}`, [`connect = 127.0.0.1:${echo.port}`, `cert = ${shown}`, `key = ${key}`]];
      }),
    );
    servers = await startServices(new Map(sections));
    placed = await Promise.all(
      all.map(async (each, index) => {
        const stored = await write(`stored-${index}.pem`, each.stored);
        const runs = (each.runs ?? LEVELS).map(
          (lines) => `CAfile = ${stored}\n${lines.replace(RESPONDER, responder.url)}`,
        );
        return { of: each, port: servers.ports.get(`c${index}`) ?? 0, runs };
      }),
    );
    const services = placed.flatMap(({ port, runs }, index) =>
      runs.map((lines, run): [string, string[]] => [
        idOf(index, run),
        ['client = yes', `connect = 127.0.0.1:${port}`, lines],
      ]),
    );
    clients = await startServices(new Map(services));
  }, 60_000);

  afterAll(async () => {
    console.table(Object.fromEntries(table));
    await clients?.close();
    await servers?.close();
    await responder?.close();
    await echo?.close();
    await child?.close();
    await directory?.close();
  });

  it('of stunnel is what the table says', async () => {
    const seen = new Map<string, string>();
    for (const [index, { of, runs }] of placed.entries()) {
      const ports = runs.map((_, run) => clients.ports.get(idOf(index, run)) ?? 0);
      seen.set(of.name, await verdicts(ports.map(passes)));
    }
    expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(all.map(({ name, stunnel }) => [name, stunnel])));
  });

  describe.each(runtimes)('on $name', (runtime) => {
    let running: RunningEngine;

    beforeAll(async () => {
      if (runtime.executable !== null) running = await startEngine(runtime, child.file);
    });
    afterAll(() => running?.close());

    it.skipIf(runtime.executable === null).each(all.map((each, index) => ({ ...each, index })))(
      '$name: $stunnel',
      async ({ index, name, stunnel, ours }) => {
        const { port, runs } = placed[index] ?? { port: 0, runs: [] };
        const seen = await verdicts(
          runs.map((lines, run) => accepts(running, specified(idOf(index, run), port, lines))),
        );
        table.set(name, { stunnel, ...table.get(name), [runtime.name]: seen, because: ours?.because ?? '' });
        expect(seen).toBe(ours?.verdicts ?? stunnel);
      },
    );
  });
});
