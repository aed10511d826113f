/** What the service behind the server says first, to nobody's question. */
import { readGreeting } from '../../tunnel/negotiation/greeting.ts';
import type { ApproachOptions } from '../../tunnel/server/approach.ts';
import { inspect } from '../../tunnel/server/handshake.ts';
import { hangUp } from '../../tunnel/tls/hang-up.ts';
import type { Service } from '../evidence.ts';

/** Services that greet do so at once, but for those that look up their client's name first. */
const PATIENCE_MS = 1500;
const LONGEST_LINE = 80;

/** null: there was no connection this time. Never rejects. */
export async function listenToService(options: ApproachOptions): Promise<Service | null> {
  try {
    const secured = await inspect(options);
    const started = performance.now();
    if (secured.fault !== null) {
      await hangUp(secured.socket);
      return null;
    }
    const heard: Uint8Array[] = [];
    await new Promise<void>((resolve) => {
      const settle = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(settle, PATIENCE_MS);
      options.signal.addEventListener('abort', settle);
      secured.socket.once('error', settle).once('end', settle).once('close', settle);
      const take = (bytes: Uint8Array) => {
        heard.push(Buffer.from(bytes));
        settle();
        return true;
      };
      secured.incoming.attach(take, () => false);
    });
    await hangUp(secured.socket);
    const bytes = Buffer.concat([secured.greeting, ...heard]);
    return {
      ms: performance.now() - started,
      said: bytes.length === 0 ? null : (readGreeting(bytes) ?? 'something'),
      line: firstLine(bytes),
    };
  } catch {
    return null;
  }
}

/** Printable text only; null when it is none. */
function firstLine(bytes: Buffer): string | null {
  const [line = ''] = bytes.toString('latin1').split(/[\r\n]/);
  return /^[\x20-\x7e]{3,}$/.test(line) ? line.slice(0, LONGEST_LINE) : null;
}
