/** Whether somebody answers at an address. Without what is needed to speak: it is asked at every start of the app. */
import { connect } from 'node:net';

/** Never rejects: whoever cannot be reached does not answer. */
export function isAnswering(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => {
      resolve(true);
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
  });
}
