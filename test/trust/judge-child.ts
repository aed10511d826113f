/** Judges cases in whatever runtime started it: reads them from the file that is named, and prints the verdicts. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { judgeByLists } from '../../main/trust/judge-list.ts';
import { judgeResponse } from '../../main/trust/ocsp-message.ts';
import { parseRevocationList } from '../../main/trust/revocation-list.ts';

/** Bytes in base64, certificates in PEM. */
export interface Questions {
  readonly now: number;
  readonly leaf: string;
  readonly issuer: string;
  readonly listed: readonly { readonly leaf: string; readonly issuer: string; readonly lists: readonly string[] }[];
  readonly responses: readonly { readonly der: string; readonly nonce: string | null; readonly issuerOnly: boolean }[];
}

const { now, leaf, issuer, responses, listed }: Questions = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const [certificate, its] = [new X509Certificate(leaf), new X509Certificate(issuer)];
const bytes = (text: string) => Buffer.from(text, 'base64');
const byResponse = responses.map(({ der, nonce, issuerOnly }) => {
  const question = { certificate, issuer: its, nonce: nonce === null ? null : bytes(nonce), issuerOnly };
  return judgeResponse(bytes(der), question, now);
});
const byLists = listed.map((each) =>
  judgeByLists(
    new X509Certificate(each.leaf),
    new X509Certificate(each.issuer),
    each.lists.map((der) => parseRevocationList(bytes(der))),
    now,
  ),
);
process.stdout.write(JSON.stringify([...byResponse, ...byLists]));
