/** Two certificates of one server, fact by fact. Pure. */
import type { CertificateSummary } from '../../preload/types.ts';

export interface ComparedFact {
  readonly fact: 'subject' | 'names' | 'issuer' | 'from' | 'until' | 'key' | 'keyHash';
  readonly before: string;
  readonly now: string;
  readonly isSame: boolean;
}

interface Words {
  readonly selfSigned: string;
  readonly noNames: string;
  readonly listed: (names: readonly string[]) => string;
  readonly date: (iso: string) => string;
}

/** The one of those that were trusted that is told apart best: with the same key, else the first. */
export const nearest = (
  expected: readonly CertificateSummary[],
  { spkiSha256 }: CertificateSummary,
): CertificateSummary | undefined => expected.find((one) => one.spkiSha256 === spkiSha256) ?? expected[0];

export function compareCertificates(
  before: CertificateSummary,
  now: CertificateSummary,
  words: Words,
): readonly ComparedFact[] {
  const fact = (
    name: ComparedFact['fact'],
    of: (certificate: CertificateSummary) => string,
    shown: (certificate: CertificateSummary) => string = of,
  ): ComparedFact => ({ fact: name, before: shown(before), now: shown(now), isSame: of(before) === of(now) });
  return [
    fact('subject', ({ subject }) => subject),
    fact(
      'names',
      // In which order they stand means nothing.
      ({ names }) => [...new Set(names)].sort().join('\n'),
      ({ names }) => (names.length === 0 ? words.noNames : words.listed(names)),
    ),
    fact(
      'issuer',
      // One that made itself has the issuer that is its own name; an authority of that name is another one.
      ({ issuer, selfSigned }) => `${selfSigned} ${issuer}`,
      ({ issuer, selfSigned }) => (selfSigned ? words.selfSigned : issuer),
    ),
    fact(
      'from',
      ({ validFrom }) => validFrom,
      ({ validFrom }) => words.date(validFrom),
    ),
    fact(
      'until',
      ({ validTo }) => validTo,
      ({ validTo }) => words.date(validTo),
    ),
    fact('key', ({ key }) => key),
    fact('keyHash', ({ spkiSha256 }) => spkiSha256),
  ];
}
