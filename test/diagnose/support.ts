/** Checks for tests: of a server on loopback, with little patience and witnesses of the test's own. */

import { usualPorts } from '../../main/diagnose/check.ts';
import type { CheckPorts, CheckRequest } from '../../main/diagnose/tools.ts';
import { walk } from '../../main/diagnose/walk.ts';
import type { TunnelSpecification } from '../../main/specification.ts';
import type { Diagnosis, FaultKind } from '../../preload/diagnosis.ts';
import type { Application, Endpoint } from '../../preload/types.ts';
import { say } from '../../preload/words/say.ts';
import { specification } from '../engine/specification.ts';

export interface Checked {
  readonly port: number;
  readonly changes?: Partial<TunnelSpecification>;
  readonly application?: Application;
  readonly listening?: readonly Endpoint[];
  readonly ports?: Partial<CheckPorts>;
}

/** For what answers: as long as a computer may take that is busy with other tests. */
const patience: CheckPorts['patience'] = { name: 30, connect: 30, handshake: 60, hello: 30 };

/** For what never answers: all of it is waited for. */
export const hasty = { patience: { name: 4, connect: 4, handshake: 4, hello: 4 } } as const;

export async function check(checked: Checked): Promise<Diagnosis> {
  const { port, changes = {}, application = 'custom', listening = [], ports = {} } = checked;
  const request: CheckRequest = {
    specification: specification(port, changes),
    application,
    listening,
    hasLocalPort: true,
  };
  const usual = usualPorts({ findRoutes: async () => [{ kind: 'direct' }], asksOthers: false });
  const seen: Diagnosis[] = [];
  const diagnosis = await walk(
    request,
    { ...usual, nameServers: [], otherPorts: [], patience, ...ports },
    (one) => seen.push(one),
    new AbortController().signal,
  );
  // Whoever watches sees each step come and go.
  if (seen.at(-1) !== diagnosis) throw new Error('what is shown last is not what was found');
  return diagnosis;
}

/** What a check came to, in one line: the kind of its finding, and those of its remarks. */
export function outcomeOf({ broken, remarks, state, steps }: Diagnosis): string {
  const kinds = remarks.map(({ finding }) => `, remark ${finding.kind}`).join('');
  if (state !== 'done') return state;
  return broken === null
    ? `healthy after ${steps.length} steps${kinds}`
    : `${broken.finding.kind} at ${broken.finding.step}${kinds}`;
}

export const HEALTHY = 'healthy after 12 steps';

/** One row of a table of faults. */
export interface FaultRow<Surroundings> {
  readonly name: string;
  readonly kind: FaultKind;
  /** A word that the sentences have to have, because it is what a person needs. */
  readonly says?: RegExp;
  readonly run: (surroundings: Surroundings) => Promise<Diagnosis>;
}

/** Everything that is said of what broke the walk. */
export function wordsOf({ broken }: Diagnosis): string {
  if (broken === null) return '';
  const { title, what, why, next, serverLine, serverCommand } = broken.words;
  return [...[title, what, why, next].map(say), serverLine, serverCommand, ...broken.finding.evidence].join('\n');
}
