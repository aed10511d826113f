/** What the command line and the running app say to each other: one line of JSON each, no secrets. */
import { z } from 'zod';

/** Longest line in either direction, in bytes: a list of some thousand tunnels. */
export const LONGEST_LINE = 1024 * 1024;

export const requestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('list') }),
  /** As `list`, and again after each change until the connection ends. */
  z.strictObject({ kind: z.literal('watch') }),
  /** Walks the way to the server. `others`: hosts that have nothing to do with it may be asked as well. */
  z.strictObject({ kind: z.literal('diagnose'), name: z.string().min(1).max(200), others: z.boolean() }),
  /** Opens the preview of a file or folder in the window; an absolute path. `host`: the server's, when it is known. */
  z.strictObject({
    kind: z.literal('import'),
    path: z.string().min(1).max(4096),
    host: z.string().min(1).max(255).optional(),
  }),
  z.strictObject({ kind: z.enum(['on', 'off', 'open']), name: z.string().min(1).max(200) }),
]);
export type ControlRequest = z.infer<typeof requestSchema>;

export const tunnelSchema = z.object({
  id: z.string(),
  name: z.string(),
  application: z.string(),
  state: z.enum(['off', 'starting', 'on', 'blocked']),
  server: z.enum(['unknown', 'checking', 'reachable', 'unreachable']).nullable(),
  /** In a few words, as the tray has it. */
  status: z.string(),
  /** Where programs on this computer connect to, `HOST:PORT`. */
  local: z.array(z.string()),
  /** Why it does not work and what to do, in sentences; null when nothing is wrong. */
  explanation: z.object({ what: z.string(), why: z.string(), next: z.string() }).nullable(),
});
export type TunnelLine = z.infer<typeof tunnelSchema>;

export const replySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tunnels'), tunnels: z.array(tunnelSchema) }),
  z.object({ kind: z.literal('done'), tunnel: tunnelSchema }),
  /** The window has it. */
  z.object({ kind: z.literal('shown') }),
  /** A step of a check is over: lines for people. */
  z.object({ kind: z.literal('checked'), lines: z.array(z.string()) }),
  /** `report` is for people, what is left to say after the steps; `diagnosis` is for programs. */
  z.object({ kind: z.literal('diagnosed'), works: z.boolean(), report: z.string(), diagnosis: z.unknown() }),
  /** Sentences. */
  z.object({ kind: z.literal('failed'), what: z.string(), next: z.string() }),
]);
export type ControlReply = z.infer<typeof replySchema>;
