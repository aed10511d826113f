/** A finding in words: what that usually means, and what to do on which side. No sentence says more than was seen. */
import type { Fault, FaultKind, FindingWords } from '../../../preload/diagnosis.ts';
import type { Subject } from '../evidence.ts';
import { certificate } from './certificate.ts';
import type { Said, WordsOf } from './said.ts';
import { thisComputer } from './this-computer.ts';
import { tls } from './tls.ts';
import { way } from './way.ts';

const table: WordsOf<FaultKind> = { ...thisComputer, ...way, ...tls, ...certificate };

export function wordsFor(fault: Fault, subject: Subject): FindingWords {
  const say = table[fault.kind] as (fault: Fault, subject: Subject) => Said;
  const { title, what, why, next, serverLine = null, serverCommand = null, remedy = 'again' } = say(fault, subject);
  return {
    title,
    what,
    why,
    next,
    serverLine,
    serverCommand,
    remedy: typeof remedy === 'string' ? remedyOf(remedy) : remedy,
  };
}

type Plain = Exclude<Said['remedy'], object | undefined>;

const remedyOf = (kind: Plain): FindingWords['remedy'] => (kind === 'open-page' ? { kind: 'again' } : { kind });
