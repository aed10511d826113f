/** What the load generator and the backend say to each other at the start of a connection. */
const tasks = ['sink', 'source', 'echo', 'packets'] as const;
export type Task = (typeof tasks)[number];

export interface Header {
  readonly task: Task;
  /** Where in the pattern the data starts. */
  readonly start: number;
  /** Bytes of data, or packets each way; without meaning for `echo`. */
  readonly length: number;
}

export const HEADER_BYTES = 16;

export function writeHeader({ task, start, length }: Header): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(tasks.indexOf(task), 0);
  header.writeUInt32BE(start, 2);
  header.writeUIntBE(length, 6, 6);
  return header;
}

export function readHeader(header: Buffer): Header {
  const task = tasks[header.readUInt8(0)];
  if (task === undefined) throw new Error('the header is damaged');
  return { task, start: header.readUInt32BE(2), length: header.readUIntBE(6, 6) };
}
