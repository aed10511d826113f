/** Asking for the passphrase of a key, on the terminal that the program was started from. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';

/** `wasWrong`: the last answer did not open the file. null: nobody can be asked, or does not want to answer. */
export type AskPassphrase = (file: string, wasWrong: boolean) => Promise<string | null>;

/** Asks once for each file and keeps the answers, so that a configuration that is read again needs nobody. */
export function rememberedPassphrases(ask: AskPassphrase): AskPassphrase {
  const known = new Map<string, string>();
  return async (file, wasWrong) => {
    const remembered = known.get(file);
    if (remembered !== undefined && !wasWrong) return remembered;
    const answer = await ask(file, wasWrong);
    if (answer !== null) known.set(file, answer);
    return answer;
  };
}

/** The terminal itself, as OpenSSL takes it: standard input may carry data. Where there is none, nobody is asked. */
export const askOnTerminal: AskPassphrase = (file, wasWrong) =>
  askHidden(`${wasWrong ? 'Wrong passphrase: retrying\n' : ''}Enter PEM pass phrase for ${printable(file)}: `);

/** What is typed is not shown. null: there is no terminal, or nothing was typed but its end. */
export async function askHidden(question: string): Promise<string | null> {
  const terminal = openTerminal();
  if (terminal === null) return null;
  const { input, print, close } = terminal;
  try {
    print(question);
    const answer = await readHidden(input);
    print('\n');
    return answer;
  } finally {
    close();
  }
}

const printable = (text: string): string => text.replace(/\p{Cc}/gu, '.');

interface Terminal {
  readonly input: ReadStream;
  print(text: string): void;
  close(): void;
}

function openTerminal(): Terminal | null {
  const windows = process.platform === 'win32';
  let read: number;
  let write: number;
  try {
    read = openSync(windows ? '\\\\.\\CONIN$' : '/dev/tty', 'r');
    write = openSync(windows ? '\\\\.\\CONOUT$' : '/dev/tty', 'w');
  } catch {
    return null;
  }
  const input = new ReadStream(read);
  // Before anything is printed: what is typed from then on must not be shown.
  input.setRawMode(true);
  return {
    input,
    print: (text) => writeSync(write, text),
    close: () => {
      input.setRawMode(false);
      input.destroy();
      closeSync(write);
    },
  };
}

/** A line without its end, which is not shown while it is typed. null after Ctrl-C or Ctrl-D, or when the terminal goes. */
function readHidden(input: ReadStream): Promise<string | null> {
  return new Promise((resolve) => {
    let line = '';
    const read = (text: string) => {
      for (const character of text) {
        if (character === '\r' || character === '\n') return resolve(line);
        if (character === '\u0003' || character === '\u0004') return resolve(null);
        // Backspace, as either kind of terminal sends it.
        line = character === '\u007f' || character === '\b' ? [...line].slice(0, -1).join('') : line + character;
      }
    };
    input.setEncoding('utf8').on('data', read);
    input.on('error', () => resolve(null));
    input.on('end', () => resolve(null));
  });
}
