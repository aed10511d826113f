/** A network behind a link that can go down, and that can forget everything it knew: what sleep and travel do. */
import { startProcess } from '../peers/process.ts';
import { execute } from '../peers/tools.ts';

export interface FarNetwork extends AsyncDisposable {
  /** Of the other end of the link. */
  readonly address: string;
  /** To be put before a command that has to run at the other end. */
  prefix(): readonly string[];
  down(): Promise<void>;
  up(): Promise<void>;
  /** Another network with the same address takes the other end's place, with nothing in it and no connections. */
  renew(): Promise<void>;
  /** This computer gets another address, as in another network. */
  move(): Promise<void>;
}

const ip = (...line: readonly string[]) => execute('ip', line);

/** A process that holds a network namespace open. */
async function startNetwork() {
  const script = 'ip link set lo up && echo up && exec sleep 3600';
  const holder = await startProcess({ command: 'unshare', args: ['--net', 'sh', '-c', script], ready: /up/ });
  const prefix = ['nsenter', `--net=/proc/${holder.pid}/ns/net`];
  return { ...holder, prefix };
}

/** `index` from 0 tells the networks of one namespace apart. */
export async function startFarNetwork(index: number): Promise<FarNetwork> {
  const [near, far] = [`near${index}`, `far${index}`];
  const addressOf = (host: number) => `10.98.${index}.${host}`;
  const address = addressOf(2);
  let network = await startNetwork();
  let own = addressOf(1);
  const within = (...line: readonly string[]) => execute('nsenter', [...network.prefix.slice(1), 'ip', ...line]);
  const takeEnd = async () => {
    await within('address', 'add', `${address}/24`, 'dev', far);
    await within('link', 'set', far, 'up');
  };
  await ip('link', 'add', near, 'type', 'veth', 'peer', 'name', far, 'netns', String(network.pid));
  await takeEnd();
  await ip('address', 'add', `${own}/24`, 'dev', near);
  await ip('link', 'set', near, 'up');
  return {
    address,
    prefix: () => network.prefix,
    down: async () => {
      await ip('link', 'set', near, 'down');
    },
    up: async () => {
      await ip('link', 'set', near, 'up');
    },
    renew: async () => {
      const old = network;
      const fresh = await startNetwork();
      // An interface leaves its addresses behind, and the old network is left without one.
      await within('link', 'set', far, 'netns', String(fresh.pid));
      network = fresh;
      await old.close();
      await takeEnd();
    },
    move: async () => {
      await ip('address', 'delete', `${own}/24`, 'dev', near);
      own = addressOf(3);
      await ip('address', 'add', `${own}/24`, 'dev', near);
    },
    [Symbol.asyncDispose]: async () => {
      await ip('link', 'delete', near);
      await network.close();
    },
  };
}
