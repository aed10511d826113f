/** Checks before there is anything to look at. Pure. */
import type { Diagnosis } from '../../preload/diagnosis.ts';
import type { Application, Endpoint, TunnelError } from '../../preload/types.ts';
import { nothingSeen, type Subject } from './evidence.ts';
import { judge } from './judge/judge.ts';
import { placeText } from './judge/seen.ts';
import { wordsFor } from './words/words.ts';

interface Checked {
  readonly application: Application;
  readonly connect: readonly Endpoint[];
}

const serverOf = (connect: readonly Endpoint[]): Endpoint => connect[0] ?? { host: '', port: 0 };

/** `now` in milliseconds since the epoch, here and below. */
export function begunAt(connect: readonly Endpoint[], now: number): Diagnosis {
  const { host, port } = serverOf(connect);
  return { target: placeText(host, port), steps: [], broken: null, remarks: [], state: 'running', startedAt: now };
}

/** Of a profile of which there is nothing to tell the engine. */
export function settingsDiagnosis(error: TunnelError, { application, connect }: Checked, now: number): Diagnosis {
  const server = serverOf(connect);
  const subject: Subject = {
    application,
    server,
    serverName: null,
    proxy: null,
    trustsSystem: false,
    showsCertificate: false,
    pskIdentity: null,
    protocol: null,
    platform: process.platform,
    release: '',
  };
  const finding = judge('configuration', { ...nothingSeen(subject, now), configuration: error });
  return {
    ...begunAt(connect, now),
    steps: [{ step: 'configuration', state: 'broken', facts: [], ms: 0 }],
    broken: finding === null ? null : { finding, words: wordsFor(finding, subject) },
    state: 'done',
  };
}
