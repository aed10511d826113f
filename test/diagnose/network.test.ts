/** Faults of the network and of its names, each produced for real in a network namespace, and recognised. */
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasTool } from '../peers/tools.ts';
import { type Certificates, makeCertificates } from './certificates.ts';
import { inNamespace, type Result } from './namespace.ts';
import { networkRows } from './network-rows.ts';

const isPermitted = spawnSync('unshare', ['--map-root-user', '--net', '--mount', 'true']).status === 0;
const hasAll = ['stunnel', 'openssl', 'ip', 'nft', 'nsenter'].every(hasTool);

describe.skipIf(!isPermitted || !hasAll)('in a network namespace', () => {
  let made: Certificates;
  let results: readonly Result[] = [];
  beforeAll(async () => {
    made = await makeCertificates();
    const { certificate, key } = made.server;
    results = await inNamespace(made.directory, { certificate, key });
  });
  afterAll(() => made[Symbol.asyncDispose]());

  it.each(networkRows)('$name', ({ name, outcome, says }) => {
    const result = results.find((one) => one.name === name);
    expect(result?.outcome).toMatch(outcome);
    if (says !== undefined) expect(result?.words).toMatch(says);
  });
});
