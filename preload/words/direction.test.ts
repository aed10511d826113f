import { parse } from '@formatjs/icu-messageformat-parser';
import { describe, expect, it } from 'vitest';
import { elementsIsolated, withMachineIsolated } from './direction.ts';

/** With the marks as brackets that can be seen. */
const shown = (text: string): string => text.replaceAll('\u2066', '⟨').replaceAll('\u2069', '⟩');

describe('the machine’s words in a text from right to left', () => {
  it.each([
    ['روی ::1 نیز', 'روی ⟨::1⟩ نیز'],
    ['فایل PEM (.pem، .crt) یا PKCS#12 (.p12، .pfx).', 'فایل PEM (⟨.pem⟩، ⟨.crt⟩) یا ⟨PKCS#12⟩ (⟨.p12⟩، ⟨.pfx⟩).'],
    ['در ویندوز \\\\.\\pipe\\NAME. بدون', 'در ویندوز ⟨\\\\.\\pipe\\NAME⟩. بدون'],
    ['روی سرور: sudo journalctl -u stunnel4 -n 50. همین', 'روی سرور: ⟨sudo journalctl -u stunnel4 -n 50⟩. همین'],
    ['آن را نمی‌خواند. Adit همین', 'آن را نمی‌خواند. Adit همین'],
    ['فهرست‌ها (CRL) و TLS 1.3 یا OCSP', 'فهرست‌ها (CRL) و ⟨TLS 1.3⟩ یا OCSP'],
    ['در OpenVPN (OpenVPN GUI) است', 'در ⟨OpenVPN (OpenVPN GUI)⟩ است'],
    ['درگاه 443 …', 'درگاه 443 …'],
  ])('keep the signs at their edges, and leave those of the sentence: %s', (text, expected) => {
    expect(shown(withMachineIsolated(text))).toBe(expected);
  });

  it('are found in every part of a message, but not in code, which is copied', () => {
    const made = elementsIsolated(parse('{n, plural, one {.pem} other {<b>::1</b> <code>~/.ssh</code>}} {file}.crt'));
    const text = JSON.stringify(made);
    expect(shown(text)).toContain('"⟨.pem⟩"');
    expect(shown(text)).toContain('"⟨::1⟩"');
    expect(shown(text)).toContain('"~/.ssh"');
    expect(shown(text)).toContain('"⟨.crt⟩"');
  });
});
