/** What a server that does not begin with TLS says in the clear. */
import type { PlainService } from '../../../preload/types.ts';
import { readGreeting } from '../negotiation/greeting.ts';
import { LDAP_START_TLS, PGSQL_SSL_REQUEST } from '../negotiation/starttls.ts';
import { type ApproachOptions, approach } from './approach.ts';

/** How long a greeting, and each answer, is waited for. */
const PATIENCE_MS = 1000;
const MOST_BYTES = 1024;

interface Question {
  readonly say: string | Uint8Array;
  readonly read: (answer: Uint8Array) => PlainService | null;
}

const silence: Question = { say: '', read: readGreeting };

/** For servers that wait for their clients to begin. None of these changes anything. */
const questions: readonly Question[] = [
  { say: 'HEAD / HTTP/1.0\r\n\r\n', read: readGreeting },
  {
    say: PGSQL_SSL_REQUEST,
    read: (answer) => (answer.length === 1 && (answer[0] === 0x53 || answer[0] === 0x4e) ? 'pgsql' : null),
  },
  { say: LDAP_START_TLS, read: readGreeting },
];

/** Listens, and asks when `asks`. null when nothing proves what the server is. Never rejects. */
export async function overhear(options: ApproachOptions, asks: boolean): Promise<PlainService | null> {
  const { heard, service } = await answerTo(silence, options);
  // Who greets has said what it says.
  if (service !== null || heard || !asks) return service;
  for (const question of questions) {
    const answer = await answerTo(question, options);
    if (answer.service !== null) return answer.service;
  }
  return null;
}

interface Answer {
  readonly heard: boolean;
  readonly service: PlainService | null;
}

const NOTHING: Answer = { heard: false, service: null };

async function answerTo({ say, read }: Question, options: ApproachOptions): Promise<Answer> {
  const { signal } = options;
  if (signal.aborted) return NOTHING;
  try {
    const { raw } = await approach(options);
    let heard = Buffer.alloc(0);
    await new Promise<void>((resolve) => {
      const settle = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', settle);
        resolve();
      };
      const timer = setTimeout(settle, PATIENCE_MS);
      signal.addEventListener('abort', settle);
      raw.on('data', (bytes: Buffer) => {
        heard = Buffer.concat([heard, bytes]);
        if (heard.length >= MOST_BYTES || read(heard) !== null) settle();
      });
      raw.on('error', settle).on('end', settle).on('close', settle);
      if (say !== '') raw.write(say);
    });
    raw.destroy();
    return { heard: heard.length > 0, service: read(heard) };
  } catch {
    return NOTHING;
  }
}
