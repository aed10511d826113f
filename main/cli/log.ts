/** The log of `adit run`, in stunnel's format and levels (log.c). */
import { closeSync, openSync, writeSync } from 'node:fs';

/** As syslog numbers them; a message is written when its level is not above that of its service. */
export const level = { error: 3, warning: 4, notice: 5, info: 6, debug: 7 } as const;
export type Level = (typeof level)[keyof typeof level];

const names = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug'];

/** stunnel's `debug = [FACILITY.]LEVEL`, a number or a name; notice when there is none. */
export function readLevel(value: string | null): number {
  const text = (value ?? '').toLowerCase().split('.').at(-1) ?? '';
  const named = names.indexOf(text);
  if (named >= 0) return named;
  return /^[0-7]$/.test(text) ? Number(text) : level.notice;
}

/** `YYYY.MM.DD HH:MM:SS LOG<level>[<id>]: text`, in local time. */
export function logLine(at: Date, severity: number, id: string, text: string): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${at.getFullYear()}.${two(at.getMonth() + 1)}.${two(at.getDate())}`;
  const time = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  // What a server says must not look like a line of its own.
  return `${day} ${time} LOG${severity}[${id}]: ${text.replace(/\p{Cc}/gu, '.')}`;
}

export interface LogTarget {
  /** `foreground = quiet` has none. */
  readonly standardError: boolean;
  /** stunnel's `output`; null for none. */
  readonly file: string | null;
  /** stunnel's `log`. */
  readonly overwrite: boolean;
}

/** Where messages go. The file is written at once, so that nothing is lost when the process ends. */
export class Log {
  #target: LogTarget = { standardError: true, file: null, overwrite: false };
  #descriptor: number | null = null;

  get target(): LogTarget {
    return this.#target;
  }

  /** Writes to these from now on. Throws what the system says when the file cannot be opened; nothing changes then. */
  open(target: LogTarget): void {
    const descriptor = target.file === null ? null : openSync(target.file, target.overwrite ? 'w' : 'a', 0o640);
    this.close();
    this.#descriptor = descriptor;
    this.#target = target;
  }

  /** Opens the file again, after it was moved aside. */
  reopen(): void {
    this.open({ ...this.#target, overwrite: false });
  }

  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }

  write(severity: Level, limit: number, id: string, text: string): void {
    if (severity > limit) return;
    const line = `${logLine(new Date(), severity, id, text)}\n`;
    if (this.#target.standardError) process.stderr.write(line);
    if (this.#descriptor !== null) writeSync(this.#descriptor, line);
  }
}

/** The log as one service, or the program itself (`ui`), sees it. */
export type Say = (severity: Level, text: string) => void;
