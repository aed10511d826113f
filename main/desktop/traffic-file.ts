/** `traffic.json`: what went through tunnels day by day, written each minute while there is traffic, and when the app ends. */
import { join } from 'node:path';
import { z } from 'zod';
import { writeWholeFile } from '../disk/whole-file.ts';
import { describeThrown, type Logger } from '../state/logger.ts';
import type { TrafficTotals } from '../state/traffic-history.ts';
import { readJson } from './json-file.ts';

const bytes = z.number().min(0);
const totalsSchema = z.record(
  z.uuid(),
  z.array(z.object({ day: z.string().regex(/^\d{4}-\d\d-\d\d$/), sent: bytes, received: bytes })).max(31),
);

export interface TrafficFile {
  readonly stored: TrafficTotals;
  save(totals: TrafficTotals): void;
}

/** Nothing in it is worth a complaint, so a damaged file counts as none and is replaced. */
export function openTrafficFile(directory: string, log: Logger): TrafficFile {
  const file = join(directory, 'traffic.json');
  const found = readJson(file);
  const parsed = totalsSchema.safeParse(found.kind === 'json' ? found.value : {});
  return {
    stored: parsed.success ? parsed.data : {},
    save(totals) {
      try {
        writeWholeFile(file, JSON.stringify(totals), 0o600);
      } catch (thrown) {
        log.warn(`${file} could not be written: ${describeThrown(thrown)}`);
      }
    },
  };
}
