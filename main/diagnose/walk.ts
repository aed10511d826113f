/** Walks the way of a tunnel step by step, and stops at the first one that is broken. */
import type { Diagnosis, Finding, StepReport, ToldFinding } from '../../preload/diagnosis.ts';
import { type Evidence, nothingSeen } from './evidence.ts';
import { factsOf } from './facts.ts';
import { judge, remarkOn } from './judge/judge.ts';
import { placeText } from './judge/seen.ts';
import { steps } from './steps.ts';
import { type CheckPorts, type CheckRequest, subjectOf, toolsFor } from './tools.ts';
import { wordsFor } from './words/words.ts';

/**
 * Calls back whenever there is more to show. Never rejects: what cannot be looked at is a finding, or an abort.
 * Aborted, it ends with what was found so far.
 */
export async function walk(
  request: CheckRequest,
  ports: CheckPorts,
  onChange: (diagnosis: Diagnosis) => void,
  signal: AbortSignal,
): Promise<Diagnosis> {
  const subject = subjectOf(request, ports);
  const tools = toolsFor(request, ports, signal);
  const { host, port } = subject.server;
  let evidence = nothingSeen(subject, ports.now());
  let diagnosis: Diagnosis = {
    target: placeText(host, port),
    steps: [],
    broken: null,
    remarks: [],
    state: 'running',
    startedAt: ports.now(),
  };
  const tell = (change: Partial<Diagnosis>): void => {
    diagnosis = { ...diagnosis, ...change };
    onChange(diagnosis);
  };
  const told = (finding: Finding): ToldFinding => ({ finding, words: wordsFor(finding, subject) });

  for (const step of steps) {
    const { name } = step;
    const started = performance.now();
    const before = diagnosis.steps;
    const report = (change: Omit<StepReport, 'step' | 'ms'>, isOver = true): readonly StepReport[] => [
      ...before,
      { step: name, ...change, ms: isOver ? performance.now() - started : null },
    ];
    tell({ steps: report({ state: 'running', facts: [] }, false) });
    const seen = await step.look(tools, evidence);
    if (signal.aborted) break;
    if (seen === null) {
      tell({ steps: report({ state: 'skipped', facts: [] }) });
      continue;
    }
    evidence = { ...evidence, ...seen };
    let finding = judge(name, evidence);
    if (finding !== null && step.lookCloser !== undefined) {
      tell({ steps: report({ state: 'running', facts: factsOf(name, evidence) }, false) });
      evidence = { ...evidence, ...(await step.lookCloser(tools, evidence)) };
      if (signal.aborted) break;
      finding = judge(name, evidence) ?? finding;
    }
    const facts = factsOf(name, evidence);
    if (finding !== null) {
      tell({ steps: report({ state: 'broken', facts }), broken: told(finding) });
      break;
    }
    const remark = remarkOn(name, evidence);
    tell({
      steps: report({ state: remark === null ? 'good' : 'remark', facts }),
      ...(remark === null ? {} : { remarks: [...diagnosis.remarks, told(remark)] }),
    });
  }
  tell({
    state: signal.aborted ? 'cancelled' : 'done',
    steps: diagnosis.steps.filter(({ state }) => state !== 'running'),
  });
  return diagnosis;
}

export type { Evidence };
