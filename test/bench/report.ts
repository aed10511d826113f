/** From figures to medians, ratios and a table. Pure. */
import type { Figures } from './measures.ts';

/** One client's figures in one round. */
export interface Sample {
  readonly client: string;
  readonly round: number;
  readonly figures: Figures;
}

export interface Summary {
  readonly client: string;
  readonly figure: string;
  readonly median: number;
  /** Median of the ratios to the reference in the same round; null where the reference has no such figure. */
  readonly ratio: number | null;
  readonly samples: number;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** In order of first appearance of clients and figures. */
export function summarise(samples: readonly Sample[], reference: string): Summary[] {
  const clients = [...new Set(samples.map(({ client }) => client))];
  const figures = [...new Set(samples.flatMap((sample) => Object.keys(sample.figures)))];
  const figureOf = (client: string, round: number, figure: string) =>
    samples.find((sample) => sample.client === client && sample.round === round && figure in sample.figures)?.figures[
      figure
    ];
  const rounds = [...new Set(samples.map(({ round }) => round))];
  return figures.flatMap((figure) =>
    clients.flatMap((client) => {
      const values: number[] = [];
      const ratios: number[] = [];
      for (const round of rounds) {
        const value = figureOf(client, round, figure);
        if (value === undefined) continue;
        values.push(value);
        const base = figureOf(reference, round, figure);
        if (base) ratios.push(value / base);
      }
      if (values.length === 0) return [];
      const ratio = ratios.length === 0 ? null : median(ratios);
      return [{ client, figure, median: median(values), ratio, samples: values.length }];
    }),
  );
}

/** What a figure must be, as a ratio to the reference, or in its own unit. */
export interface Bar {
  readonly client: string;
  readonly figure: string;
  readonly of: 'ratio' | 'median';
  readonly at: 'least' | 'most';
  readonly value: number;
}

export interface Verdict extends Bar {
  readonly measured: number;
  readonly met: boolean;
}

/** Bars without a measurement are left out. */
export function judge(bars: readonly Bar[], summaries: readonly Summary[]): Verdict[] {
  return bars.flatMap((bar) => {
    const summary = summaries.find(({ client, figure }) => client === bar.client && figure === bar.figure);
    const measured = summary?.[bar.of];
    if (measured === undefined || measured === null) return [];
    return [{ ...bar, measured, met: bar.at === 'least' ? measured >= bar.value : measured <= bar.value }];
  });
}

const number = (value: number) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** Columns as wide as their widest cell; the first one is aligned left, the others right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A row a figure, a column a client: median (ratio). */
export function summaryTable(summaries: readonly Summary[]): string {
  const clients = [...new Set(summaries.map(({ client }) => client))];
  const figures = [...new Set(summaries.map(({ figure }) => figure))];
  const cell = (client: string, figure: string) => {
    const found = summaries.find((summary) => summary.client === client && summary.figure === figure);
    if (found === undefined) return '-';
    return found.ratio === null ? number(found.median) : `${number(found.median)} (${found.ratio.toFixed(2)})`;
  };
  return table([['', ...clients], ...figures.map((figure) => [figure, ...clients.map((each) => cell(each, figure))])]);
}

export function verdictTable(verdicts: readonly Verdict[]): string {
  return table([
    ['bar', 'wanted', 'measured', ''],
    ...verdicts.map(({ client, figure, of, at, value, measured, met }) => [
      `${client}: ${figure}${of === 'ratio' ? ' against the reference' : ''}`,
      `${at === 'least' ? '≥' : '≤'} ${value}`,
      number(measured),
      met ? 'met' : 'NOT MET',
    ]),
  ]);
}
