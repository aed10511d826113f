/** One connection through `adit run` or stunnel, and what it says of it. */
import { connect } from 'node:net';
import type { RunningProcess } from '../../peers/process.ts';

export interface Session {
  readonly answer: string;
  /** Of the connection, without times, ports, and the numbers of the system's errors. */
  readonly lines: readonly string[];
}
/** Says a word through the service [tunnel], and hears the answer. */
export async function session(running: RunningProcess): Promise<Session> {
  const [, port] = await running.logged(/Service \[tunnel\] (?:\(FD=\d+\) )?bound to 127\.0\.0\.1:(\d+)/);
  const socket = connect(Number(port), '127.0.0.1');
  socket.on('error', () => {});
  let answer = '';
  socket.on('data', (data) => {
    answer += data;
    socket.end();
  });
  socket.write('ping');
  await new Promise((resolve) => socket.once('close', resolve));
  await running.logged(/Connection (closed|reset)/);
  const lines = running
    .log()
    .split('\n')
    .filter((line) => /LOG[0-5]\[\d+\]/.test(line))
    .map((line) => line.replace(/^\S+ \S+ | \(\d+\)$/g, '').replace(/:\d{4,5}\b/g, ':PORT'));
  return { answer, lines };
}
