/** A word with a running OpenVPN by its management interface (management-notes.txt of OpenVPN). */
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Says the command, and waits until OpenVPN has ended. false: nobody is there, or it lives on after `seconds`. Never
 * rejects.
 */
export async function endByManagement(socket: string, command: string, seconds: number): Promise<boolean> {
  const until = performance.now() + seconds * 1000;
  if (!(await say(socket, command, seconds * 1000))) return false;
  while (performance.now() < until) {
    if (!(await say(socket, 'state', 1000))) return true;
    await delay(200);
  }
  return false;
}

/** Whether OpenVPN has taken the command. It greets first, and one visitor is heard at a time. */
function say(socket: string, command: string, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    let isSaid = false;
    const settle = (isTaken: boolean) => {
      clearTimeout(timer);
      connection.destroy();
      resolve(isTaken);
    };
    const timer = setTimeout(() => settle(false), withinMs);
    connection.on('error', () => settle(false));
    connection.on('close', () => settle(isSaid));
    connection.on('data', (bytes) => {
      if (!isSaid) connection.write(`${command}\nquit\n`);
      isSaid = true;
      if (/SUCCESS|^END/m.test(bytes.toString('latin1'))) settle(true);
    });
  });
}
