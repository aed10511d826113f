/** On Windows the task scheduler starts programs that are no services. Pure. */
import type { Service } from './service.ts';

/** A word of a command line, as Windows' programs take theirs apart. */
const word = (text: string): string => (/[\s"]/.test(text) ? `"${text.replaceAll('"', '\\"')}"` : text);

export interface TaskWords {
  /** For a terminal, a line each. */
  readonly install: readonly string[];
  readonly remove: readonly string[];
}

export function taskWords({ name, system, program, file }: Service): TaskWords {
  const started = [...program, 'run', file].map(word).join(' ').replaceAll('"', '\\"');
  const when = system ? '/SC ONSTART /RU SYSTEM' : '/SC ONLOGON /IT';
  return {
    install: [`schtasks /Create /TN ${word(name)} ${when} /F /TR "${started}"`, `schtasks /Run /TN ${word(name)}`],
    remove: [`schtasks /End /TN ${word(name)}`, `schtasks /Delete /F /TN ${word(name)}`],
  };
}
