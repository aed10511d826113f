/** What the running app tells its command line of its tunnels, and does for it. */

import type { ProfileView } from '../../preload/app-state.ts';
import type { Result } from '../../preload/contract.ts';
import type { Diagnosis } from '../../preload/diagnosis.ts';
import type { TunnelView } from '../../preload/types.ts';
import { sayAll } from '../../preload/words/say.ts';
import { inEnglish } from '../../preload/words/words.ts';
import type { TunnelLine } from '../control/protocol.ts';
import type { ControlPorts, Failure } from '../control/server.ts';
import { endLines, stepLines } from '../diagnose/report.ts';
import type { App } from './app.ts';
import { statusText } from './status-text.ts';
import { explanationOf } from './tunnel-views.ts';

export function controlPorts(
  { state, controller, connecting, diagnosing }: Pick<App, 'state' | 'controller' | 'connecting' | 'diagnosing'>,
  show: ControlPorts['show'],
): ControlPorts {
  /** Waits until it is known what became of a tunnel that was switched on. Questions are part of that. */
  const settled = (id: string): Promise<Failure | null> =>
    new Promise((resolve) => {
      const look = (): void => {
        const tunnel = state.profile(id)?.tunnel;
        const outcome = tunnel === undefined ? GONE : outcomeOf(tunnel);
        if (outcome === 'waiting') return;
        stop();
        resolve(outcome);
      };
      const stop = state.subscribe(look);
      look();
    });
  return {
    show,
    tunnels: () => inEnglish(() => state.snapshot().profiles.map(lineOf)),
    subscribe: (listener) => state.subscribe(listener),
    async on(id) {
      const started = controller.start(id, 'tray');
      if (!started.ok) return failureOf(started);
      return settled(id);
    },
    async diagnose(id, others, onStep, signal) {
      let told = 0;
      const tell = (diagnosis: Diagnosis | null | undefined): void => {
        const over = (diagnosis?.steps ?? []).filter(({ state }) => state !== 'running');
        for (const step of over.slice(told)) onStep(inEnglish(() => stepLines(step)));
        told = Math.max(told, over.length);
      };
      const running = diagnosing.run(id, others, signal);
      const stop = state.subscribe(() => tell(state.profile(id)?.tunnel.diagnosis));
      const found = await running.finally(stop);
      if (!found.ok) return inEnglish(() => found.error.explanation);
      tell(found.value);
      return {
        works: found.value.broken === null,
        report: inEnglish(() => endLines(found.value).join('\n')),
        diagnosis: inEnglish(() => sayAll(found.value)),
      };
    },
    off: async (id) => failureOf(await controller.stop(id)),
    async open(id) {
      const connected = await connecting.connect(id, 'tray');
      if (!connected.ok) return failureOf(connected);
      if (connected.value === 'opened') return null;
      return connected.value === 'cancelled' ? GONE : explained(state.profile(id)?.tunnel);
    },
  };
}

const GONE: Failure = { what: 'It was switched off meanwhile.', next: 'Try again.' };

const explained = (tunnel: TunnelView | undefined): Failure =>
  (tunnel === undefined ? null : inEnglish(() => explanationOf(tunnel.status))) ?? GONE;

function outcomeOf(tunnel: TunnelView): Failure | null | 'waiting' {
  const { status } = tunnel;
  switch (status.kind) {
    case 'off':
      return GONE;
    case 'starting':
      return 'waiting';
    case 'blocked':
      return explained(tunnel);
    case 'on':
      if (status.server.kind === 'reachable') return null;
      return status.server.kind === 'unreachable' ? explained(tunnel) : 'waiting';
  }
}

const failureOf = (result: Result<unknown>): Failure | null =>
  result.ok ? null : inEnglish(() => result.error.explanation);

/** In English, as all of the command line. Nothing of it is secret: what the tray's menu shows, and the local addresses. */
function lineOf({ profile, tunnel }: ProfileView): TunnelLine {
  const { status } = tunnel;
  const explanation = explanationOf(status);
  return {
    id: profile.id,
    name: profile.name,
    application: profile.application,
    state: status.kind,
    server: status.kind === 'on' ? status.server.kind : null,
    status: statusText({ ...tunnel, explanation }),
    local: [
      ...profile.accept.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`),
      ...(profile.socket === undefined ? [] : [profile.socket]),
    ],
    explanation: explanation === null ? null : { what: explanation.what, why: explanation.why, next: explanation.next },
  };
}
