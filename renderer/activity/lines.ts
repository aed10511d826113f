/** Which lines of the log are shown, and how. Pure. */
import type { LogLevel, LogLine } from '../../preload/types.ts';

export interface Choice {
  /** null: of all. */
  readonly profileId: string | null;
  readonly levels: readonly LogLevel[];
  readonly query: string;
}

const order: readonly LogLevel[] = ['error', 'warning', 'info', 'debug'];

/** A level and those that matter more. */
export const levelsFrom = (level: LogLevel): readonly LogLevel[] => order.slice(0, order.indexOf(level) + 1);

export function chosenLines(lines: readonly LogLine[], { profileId, levels, query }: Choice): readonly LogLine[] {
  const wanted = query.trim().toLowerCase();
  return lines.filter(
    (line) =>
      levels.includes(line.level) &&
      (profileId === null || line.profileId === profileId) &&
      line.text.toLowerCase().includes(wanted),
  );
}

/** `14:03:09 warning: text`; the level of what is usual is left out. */
export function lineText({ at, level, text }: LogLine): string {
  const time = new Date(at).toLocaleTimeString('en-GB');
  return level === 'info' ? `${time} ${text}` : `${time} ${level}: ${text}`;
}
