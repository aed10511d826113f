import { createHash, type X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sayAll } from '../../preload/words/say.ts';
import { randomFrom } from '../../test/export/arbitrary.ts';
import { extension, hourMs, makeCertificate } from '../../test/trust/certificate.ts';
import { makeOcspWorld, type OcspCase } from '../../test/trust/ocsp-cases.ts';
import { keyBits, nonceExtension } from '../../test/trust/ocsp-response.ts';
import { digestAlgorithm, makeKeys } from '../../test/trust/signatures.ts';
import { commonName, explicit, implicit, integer, objectId, octets, sequence } from '../../test/trust/write-der.ts';
import { judgeResponse, makeRequest, respondersOf } from './ocsp-message.ts';

const { now, leaf, issuer, cases } = makeOcspWorld();

const judge = (response: Buffer, { nonce, issuerOnly }: Pick<OcspCase, 'nonce' | 'issuerOnly'>) =>
  judgeResponse(response, { certificate: leaf, issuer, nonce, issuerOnly }, now);

describe('an OCSP response', () => {
  it.each(cases)('$name', ({ response, verdict, ...question }) => {
    const said = judge(response, question);
    if (verdict instanceof RegExp)
      expect(sayAll(said)).toEqual({ kind: 'unknown', detail: expect.stringMatching(verdict) });
    else expect(said).toMatchObject({ kind: verdict });
  });

  it('counts until it ends, which it need not say', () => {
    const until = (name: string) =>
      cases.filter((each) => each.name === name).map(({ response, ...question }) => judge(response, question));
    expect(until('it is: good')).toEqual([{ kind: 'good', until: now + hourMs }]);
    expect(until('it is: revoked')).toEqual([{ kind: 'revoked', until: now + hourMs }]);
    expect(until('a response: that has no end')).toEqual([{ kind: 'good', until: null }]);
  });
});

describe('a damaged OCSP response', () => {
  const plain = { nonce: null, issuerOnly: false };
  const conclusive = cases.filter(({ name }) => /^it is: (good|revoked)$|a delegate, by its key/.test(name));

  it.each(conclusive)('says nothing when it is cut off anywhere ($name)', ({ response }) => {
    for (let length = 0; length < response.length; length += 1) {
      expect(judge(response.subarray(0, length), plain).kind, `${length} bytes`).toBe('unknown');
    }
  });

  it.each(conclusive)('says nothing when any byte has another value ($name)', ({ response }) => {
    for (let place = 0; place < response.length; place += 1) {
      for (const change of [0x01, 0x20, 0x80, 0xff]) {
        const damaged = Buffer.from(response);
        damaged[place] = (damaged[place] ?? 0) ^ change;
        expect(judge(damaged, plain).kind, `byte ${place} ^ ${change}`).toBe('unknown');
      }
    }
  });

  it.each(conclusive)('says nothing when pieces of it are elsewhere ($name)', ({ response }) => {
    const random = randomFrom(6960);
    const place = () => Math.floor(random() * response.length);
    for (let round = 0; round < 500; round += 1) {
      const [from, to, at] = [place(), place(), place()];
      const damaged = Buffer.concat([response.subarray(0, at), response.subarray(from, to), response.subarray(at)]);
      // At its end anything may follow.
      if (!damaged.subarray(0, response.length).equals(response)) {
        expect(judge(damaged, plain).kind, `${from} to ${to} at ${at}`).toBe('unknown');
      }
    }
  });
});

describe('an OCSP request', () => {
  const hash = (bytes: Buffer) => octets(createHash('sha1').update(bytes).digest());
  const { publicKey } = issuer;

  it.each([
    ['without a nonce', null],
    ['with a nonce', Buffer.from('00ff', 'hex')],
  ])('names the certificate by its number and the hashes of its issuer, %s', (_what, nonce) => {
    const keys = { publicKey, privateKey: publicKey };
    const id = sequence(digestAlgorithm('sha1'), hash(commonName('Issuer')), hash(keyBits(keys)), integer('00f00a0b'));
    const extensions = nonce === null ? [] : [explicit(2, sequence(extension(nonceExtension(nonce))))];
    const request = makeRequest({ certificate: leaf, issuer, nonce, issuerOnly: false });
    expect(request.toString('hex')).toBe(sequence(sequence(sequence(sequence(id)), ...extensions)).toString('hex'));
  });
});

describe('the responders that a certificate names', () => {
  const url = (text: string) => implicit(6, Buffer.from(text));
  const OCSP = '1.3.6.1.5.5.7.48.1';
  const ISSUERS = '1.3.6.1.5.5.7.48.2';
  const access = (method: string, location: Buffer) => sequence(objectId(method), location);
  const naming = (value: Buffer | null): X509Certificate =>
    makeCertificate({
      subject: 'Server',
      keys: makeKeys(),
      from: now - hourMs,
      until: now + hourMs,
      extensions: value === null ? [] : [{ id: '1.3.6.1.5.5.7.1.1', value }],
    });
  const one = sequence(access(OCSP, url('http://one.example/')));

  it.each<[what: string, value: Buffer | null, expected: readonly string[]]>([
    ['one', one, ['http://one.example/']],
    [
      'several, in their order',
      sequence(...['http://b.example/', 'http://a.example/'].map((each) => access(OCSP, url(each)))),
      ['http://b.example/', 'http://a.example/'],
    ],
    [
      'not what tells where the issuer is',
      sequence(access(ISSUERS, url('http://issuer.example/')), access(OCSP, url('http://one.example/'))),
      ['http://one.example/'],
    ],
    ['none by another kind of name', sequence(access(OCSP, implicit(2, Buffer.from('one.example')))), []],
    ['none', sequence(), []],
    ['none, without the extension', null, []],
    ['none in a damaged extension', one.subarray(0, -1), []],
    ['none in an extension of another shape', octets(one), []],
  ])('%s', (_what, value, expected) => {
    expect(respondersOf(naming(value))).toEqual(expected);
  });
});
