/** A check as text: for the terminal, and to be copied for somebody who helps. Nothing secret is in a diagnosis. */

import type { Diagnosis, StepReport, ToldFinding } from '../../preload/diagnosis.ts';
import { stepTitle } from '../../preload/step-words.ts';
import { say, sayClause } from '../../preload/words/say.ts';

const marks: Readonly<Record<StepReport['state'], string>> = {
  good: 'ok',
  remark: 'note',
  broken: 'BROKEN',
  skipped: '-',
  running: '…',
};

/** A little more than the longest title. */
const WIDTH = 'Client certificate'.length;

/** A step: its title, mark and time, and what was seen below. */
export function stepLines({ step, state, facts, ms }: StepReport): string[] {
  const time = ms === null || state === 'skipped' ? '' : `  ${Math.round(ms)} ms`;
  return [`${stepTitle(step).padEnd(WIDTH)}  ${marks[state]}${time}`, ...facts.map((fact) => `    ${sayClause(fact)}`)];
}

function findingLines({ finding, words }: ToldFinding): string[] {
  return [
    say(words.title),
    ...[words.what, words.why, words.next].map((sentence) => `  ${say(sentence)}`),
    `  Where: ${finding.side}`,
    ...finding.evidence.map((line) => `  Seen: ${line}`),
    ...(words.serverLine === null ? [] : [`  The line in the server’s stunnel.conf: ${words.serverLine}`]),
    ...(words.serverCommand === null ? [] : [`  To run on the server: ${words.serverCommand}`]),
  ];
}

const GOOD = 'Every step works.';

/** What is left to say after the steps. */
export function endLines({ broken, remarks, state }: Diagnosis): string[] {
  const end =
    broken !== null ? findingLines(broken) : [state === 'done' ? GOOD : 'The check was ended before it was done.'];
  return ['', ...end, ...remarks.flatMap((remark) => ['', ...findingLines(remark)])];
}

/** The whole of it. */
export function reportText(diagnosis: Diagnosis): string {
  const { target, startedAt, steps } = diagnosis;
  return [
    `Adit, check of ${target}, ${new Date(startedAt).toISOString().slice(0, 19)}Z`,
    '',
    ...steps.flatMap(stepLines),
    ...endLines(diagnosis),
    '',
  ].join('\n');
}
