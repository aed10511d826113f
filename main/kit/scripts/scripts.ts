/** What goes to the server beside stunnel's own files: scripts, units, and what a container is made of. Pure. */
import type { Answers } from '../../../preload/kit-answers.ts';
import { isContainer } from '../layout.ts';
import { fetchesCertificate, HOOK, renewalHook } from './certbot.ts';
import { checkScript } from './check.ts';
import { composeFile, dockerfile } from './container.ts';
import { installScript } from './install.ts';
import { unitOf } from './service.ts';

export interface Script {
  readonly path: string;
  readonly mode: 0o644 | 0o755;
  readonly content: string;
}

export function scripts(answers: Answers): readonly Script[] {
  if (answers.platform === 'windows') return [];
  const unit = unitOf(answers);
  return [
    { path: 'install.sh', mode: 0o755, content: installScript(answers) },
    { path: 'check.sh', mode: 0o755, content: checkScript(answers) },
    ...(unit === null ? [] : [{ path: unit.name, mode: unit.mode, content: unit.text }]),
    ...(fetchesCertificate(answers) ? [{ path: HOOK, mode: 0o755 as const, content: renewalHook(answers) }] : []),
    ...(isContainer(answers.platform) ? containerFiles(answers) : []),
  ];
}

function containerFiles(answers: Answers): readonly Script[] {
  return [
    { path: 'Dockerfile', mode: 0o644, content: dockerfile(answers) },
    // The build needs none of what lies beside it, least of all the keys.
    { path: '.dockerignore', mode: 0o644, content: '*\n' },
    ...(answers.platform === 'compose'
      ? [{ path: 'compose.yaml', mode: 0o644 as const, content: composeFile(answers) }]
      : []),
  ];
}
