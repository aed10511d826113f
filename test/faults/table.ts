/** Both behaviours side by side, in words. Pure. */
import type { Fault, Outcome } from './faults.ts';

export interface Row {
  readonly fault: Fault;
  /** By the client's name. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

export function wording(outcome: Outcome | undefined): string {
  if (outcome === undefined) return 'not run';
  if (typeof outcome === 'string') return outcome;
  const { end, data, when } = outcome;
  return `${end}, ${data} of the data, ${when}`;
}

/** What our engine may do: as stunnel does, or what is stated as a difference. */
export const wanted = ({ fault, outcomes }: Row): readonly string[] =>
  fault.ours === undefined ? [wording(outcomes.get('stunnel'))] : fault.ours.outcomes.map(wording);

/** One paragraph a fault, with clients that agree on one line. */
export function faultTable(rows: readonly Row[]): string {
  return rows
    .map(({ fault, outcomes }) => {
      const byWording = new Map<string, string[]>();
      for (const [client, outcome] of outcomes) {
        const words = wording(outcome);
        byWording.set(words, [...(byWording.get(words) ?? []), client]);
      }
      const lines = [...byWording].map(([words, clients]) => `    ${clients.join(', ').padEnd(24)} ${words}`);
      const why = fault.ours === undefined ? [] : [`    on purpose: ${fault.ours.why}`];
      return [fault.name, ...lines, ...why].join('\n');
    })
    .join('\n');
}
