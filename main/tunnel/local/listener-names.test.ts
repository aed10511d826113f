/** A name to listen on stands for all its addresses, as in stunnel. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { TunnelFault } from '../base/errors.ts';
import { Listener } from './listener.ts';

const names: Readonly<Record<string, readonly string[]>> = {
  'two.test': ['127.0.0.2', '127.0.0.3'],
  'twice.test': ['127.0.0.1', '127.0.0.1'],
  // An address of the documentation (RFC 5737) is no address of this computer.
  'half.test': ['203.0.113.1', '127.0.0.2'],
  'elsewhere.test': ['203.0.113.1'],
};

const resolve = async (host: string) => {
  const found = names[host];
  if (found === undefined) throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
  return found;
};

let listener: Listener | null = null;
afterEach(async () => {
  await listener?.close();
  listener = null;
});

const open = async (...hosts: string[]) => {
  const accept = hosts.map((host) => ({ host, port: 0 }));
  listener = await Listener.open(accept, ({ stream }) => stream.destroy(), {}, false, resolve);
  return listener;
};

it.skipIf(process.platform !== 'linux').each([
  ['two.test', ['127.0.0.2', '127.0.0.3'], 0],
  ['twice.test', ['127.0.0.1'], 0],
  ['half.test', ['127.0.0.2'], 1],
])('%s listens on %j', async (name, hosts, failures) => {
  const opened = await open(name);
  expect(opened.bound.map((address) => 'host' in address && address.host)).toEqual(hosts);
  expect(opened.failures).toHaveLength(failures);
  for (const address of opened.bound) {
    const socket = connect({ ...address });
    await once(socket, 'connect');
    socket.destroy();
  }
});

it('a name that nobody knows is said to be one, and does not hinder the others', async () => {
  const opened = await open('nowhere.test', 'twice.test');
  expect(opened.bound).toHaveLength(1);
  expect(opened.failures).toEqual([{ kind: 'dns', host: 'nowhere.test', code: 'ENOTFOUND' }]);
  await opened.close();
  const error = await open('nowhere.test').catch((fault: unknown) => fault);
  expect(error instanceof TunnelFault && error.reason).toMatchObject({ kind: 'dns', host: 'nowhere.test' });
});

it('names the address that is not of this computer', async () => {
  const error = await open('elsewhere.test').catch((fault: unknown) => fault);
  expect(error instanceof TunnelFault && error.reason).toMatchObject({ kind: 'port-forbidden', host: '203.0.113.1' });
});
