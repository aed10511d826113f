/** A tunnel that is switched on in the tray may meet a question that only the window can ask. */
import type { StateChange } from '../../../preload/app-state.ts';

/** Calls `ask` once for each attempt in the tray that has ended in a question. Takes the changes of the state. */
export function createTrayQuestions(ask: (profileId: string) => void): (changes: readonly StateChange[]) => void {
  const asked = new Map<string, number>();
  return (changes) => {
    for (const change of changes) {
      if (change.kind !== 'tunnel') continue;
      const attempt = change.tunnel.question?.attempt ?? null;
      if (attempt?.by !== 'tray' || asked.get(change.profileId) === attempt.number) continue;
      asked.set(change.profileId, attempt.number);
      ask(change.profileId);
    }
  };
}
