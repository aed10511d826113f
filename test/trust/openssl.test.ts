/** OpenSSL's verdict on the cases of our own tables: where it differs from ours, the table says so. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRequest } from '../../main/trust/ocsp-message.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { execute, hasTool, requireTool } from '../peers/tools.ts';
import { type ListCase, makeListWorld } from './list-cases.ts';
import { makeOcspWorld, type OcspCase } from './ocsp-cases.ts';

const toPem = (label: string, der: Buffer) =>
  `-----BEGIN ${label}-----\n${(der.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${label}-----`;

describe.skipIf(!hasTool('openssl'))('openssl', () => {
  let directory: TemporaryDirectory;
  const at = (name: string) => path.join(directory.path, name);
  const { leaf, issuer, cases } = makeOcspWorld();
  beforeAll(async () => {
    directory = await temporaryDirectory();
    await Promise.all([writeFile(at('leaf.pem'), leaf.toString()), writeFile(at('issuer.pem'), issuer.toString())]);
  });
  afterAll(() => directory?.close());

  /** All that its program prints, in whatever order. */
  const run = async (...args: readonly string[]) => {
    const { stdout, stderr } = await execute(requireTool('openssl'), [...args]).catch(
      (failure: { readonly stdout: string; readonly stderr: string }) => failure,
    );
    return `${stdout}\n${stderr}`;
  };

  async function judgeResponse({ response, nonce, hash }: OcspCase): Promise<'good' | 'revoked' | 'unknown'> {
    await writeFile(at('response.der'), response);
    // It compares nonces only when it does not ask about a certificate itself.
    const question =
      nonce === null ? ['-no_nonce', `-${hash}`, '-cert', at('leaf.pem')] : ['-resp_text', '-reqin', at('request.der')];
    if (nonce !== null) {
      await writeFile(at('request.der'), makeRequest({ certificate: leaf, issuer, nonce, issuerOnly: false }));
    }
    const said = await run(
      ...['ocsp', '-respin', at('response.der'), '-CAfile', at('issuer.pem'), '-issuer', at('issuer.pem')],
      ...['-validity_period', '60', ...question],
    );
    expect(said, 'no verdict').toMatch(
      /Response (verify OK|Verify Failure)|Nonce Verify error|Responder Error|[Uu]nknown response type|not basic response/,
    );
    // stunnel, when it asks for a nonce, takes no answer without one, of which this program only warns.
    if (!/Response verify OK/.test(said) || /Status times invalid|no nonce in response|Nonce Verify/i.test(said)) {
      return 'unknown';
    }
    const status = /(?:leaf\.pem|Cert Status): (good|revoked)/.exec(said)?.[1];
    return status === 'good' || status === 'revoked' ? status : 'unknown';
  }

  it('asks about a certificate in the same words', async () => {
    const subject = ['-issuer', at('issuer.pem'), '-cert', at('leaf.pem')];
    await run('ocsp', ...subject, '-no_nonce', '-reqout', at('theirs.der'));
    const ours = makeRequest({ certificate: leaf, issuer, nonce: null, issuerOnly: false });
    expect(ours.toString('hex')).toBe(await readFile(at('theirs.der'), 'hex'));
  });

  describe('thinks the same of an OCSP response', () => {
    it.each(cases.filter(({ openssl }) => openssl !== null))('$name', async (each) => {
      const ours = each.verdict instanceof RegExp ? 'unknown' : each.verdict;
      expect(await judgeResponse(each)).toBe(each.openssl ?? ours);
    });
  });

  async function judgeByLists({ leaf, issuer, lists }: ListCase): Promise<'good' | 'revoked' | 'unknown'> {
    const pems = lists.map((der) => toPem('X509 CRL', der));
    // In one file with the issuer, so that they are in its store, where stunnel has them.
    await writeFile(at('store.pem'), [issuer.toString(), ...pems].join('\n'));
    await writeFile(at('listed.pem'), leaf.toString());
    const said = await run('verify', '-crl_check', '-CAfile', at('store.pem'), at('listed.pem'));
    expect(said, 'no verdict').toMatch(/: OK|error \d+ at 0 depth lookup/);
    if (/: OK/.test(said)) return 'good';
    return /error 23 at/.test(said) ? 'revoked' : 'unknown';
  }

  describe('thinks the same of a certificate by revocation lists', () => {
    it.each(makeListWorld().cases)('$name', async (each) => {
      const ours = each.verdict instanceof RegExp ? 'unknown' : each.verdict;
      expect(await judgeByLists(each)).toBe(each.openssl ?? ours);
    });
  });
});
