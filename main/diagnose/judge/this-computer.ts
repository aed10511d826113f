/** What is wrong before anything leaves this computer. Pure. */
import { type Judge, placeText } from './seen.ts';

export const judgeConfiguration: Judge = ({ configuration: error }) =>
  error === null ? null : { kind: 'settings', error, evidence: [] };

/** The first port that cannot be used. */
export const judgeLocalPort: Judge = ({ localPorts }) => {
  for (const { host, port, state } of localPorts) {
    const place = { host, port };
    const at = placeText(host, port);
    switch (state.kind) {
      case 'ours':
      case 'free':
        break;
      case 'in-use': {
        const { holder } = state;
        const name = holder === null ? 'Another program' : `${holder.name} (process ${holder.pid})`;
        const isStunnel = holder !== null && /^t?stunnel/i.test(holder.name);
        return { kind: 'port-taken', ...place, holder, isStunnel, evidence: [`${name} listens on ${at}.`] };
      }
      case 'unreachable':
        return {
          kind: 'loopback-blocked',
          ...place,
          evidence: [
            `${at} can be listened on, but a connection from this computer to it does not arrive (${state.code}).`,
          ],
        };
      case 'no-address':
        return { kind: 'local-address-missing', ...place, evidence: [`No interface of this computer has ${host}.`] };
      case 'forbidden': {
        const { range } = state;
        const evidence = [`The system refuses to let a program listen on ${at}.`];
        if (range !== null) return { kind: 'port-excluded', ...place, from: range[0], to: range[1], evidence };
        return { kind: port < 1024 ? 'port-privileged' : 'port-forbidden', ...place, evidence };
      }
    }
  }
  return null;
};
