import { X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { describeCertificate } from './describe.ts';
import { makeSelfSigned } from './self-signed.ts';

it('reads a certificate whose date is none, and keeps the words for it', async () => {
  const { certificate } = await makeSelfSigned({ commonName: 'odd.test', names: ['odd.test'], days: 1 });
  const der = Buffer.from(new X509Certificate(certificate).raw);
  // UTCTime (RFC 5280 4.1.2.5.1): tag 17, 13 characters, YYMMDDHHMMSSZ. The second one is notAfter; month 99 is none.
  const first = der.indexOf(Buffer.of(0x17, 13));
  const second = der.indexOf(Buffer.of(0x17, 13), first + 1);
  der.write('99', second + 4, 'latin1');
  const summary = describeCertificate(der);
  expect(summary.subject).toBe('CN=odd.test');
  expect(Date.parse(summary.validTo)).toBeNaN();
  expect(summary.validFrom).toMatch(/^\d{4}-\d\d-\d\dT/);
});
