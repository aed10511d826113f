/** Both behaviours side by side, in words. Pure. */
import type { Fault, Outcome } from './faults.ts';

export interface Row {
  readonly fault: Pick<Fault, 'name' | 'ours'>;
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

/** One line a fault, as a Markdown table. `names` are the clients, in the order of their columns. */
export function faultTable(rows: readonly Row[], names: readonly string[]): string {
  const head = ['fault', ...names.map((name) => (name === 'stunnel' ? name : `Adit on ${name}`)), 'same?'];
  const body = rows.map(({ fault, outcomes }) => {
    const words = names.map((name) => wording(outcomes.get(name)));
    const same = words.every((each) => each === words[0]);
    return [fault.name, ...words, same ? 'yes' : `no: ${fault.ours?.why ?? 'NOT ON PURPOSE'}`];
  });
  return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
