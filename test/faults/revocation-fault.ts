/** A server's certificate is revoked while the tunnel is on. */
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeAuthority, revoke, writeList } from '../peers/authority.ts';
import { makeCertificate } from '../peers/certificates.ts';
import { startEcho } from '../peers/tcp.ts';
import { type Fault, serverFor } from './faults.ts';
import { runProgram } from './program.ts';

/** We look at the lists' files once a second at most. */
const NOTICED_MS = 1100;

export const startsToRevoke: Fault = {
  name: 'CRL that starts to revoke (stunnel: then SIGHUP)',
  ours: {
    outcomes: ['served; with the new list turned away; after a reload turned away'],
    why: 'new lists count from the next connection on; stunnel reads them at its start and on SIGHUP only',
  },
  run: async (client, surroundings) => {
    const name = `revoking-${client.name}`;
    const signer = await makeAuthority(surroundings.directory, name);
    const certificate = await makeCertificate(signer.directory, 'leaf', { commonName: 'tunnel.test', issuer: signer });
    const list = path.join(signer.directory, 'list.crl');
    const next = path.join(signer.directory, 'next.crl');
    await writeList(signer, list);
    await revoke(signer, certificate);
    await writeList(signer, next);
    await using echo = await startEcho();
    await using server = await serverFor(echo, { ...surroundings, certificate });
    const authority = { certificate: signer.certificate, list };
    await using tunnel = await client.open({ connect: [{ host: '127.0.0.1', port: server.port }], authority });
    const ask = async () => {
      const { data } = await runProgram(tunnel.port, { send: 'hello', end: true, text: 'hello' });
      return data === 'all' ? 'served' : 'turned away';
    };
    const before = await ask();
    await copyFile(next, list);
    await delay(NOTICED_MS);
    const after = await ask();
    await tunnel.reload();
    return `${before}; with the new list ${after}; after a reload ${await ask()}`;
  },
};
