import { expect, test } from 'vitest';
import type { Network } from '../../preload/networks.ts';
import type { Gateway, Whereabouts } from '../network/whereabouts.ts';
import { id, makeController } from './make-controller.ts';
import { makeProfile } from './make-profile.ts';
import { createNetworkRules } from './network-rules.ts';

const gateway = (hardware: string | null): Gateway => ({ address: '10.0.0.1', device: 'eth0', metric: 1, hardware });
const home: Network = {
  id: '00000000-0000-4000-8000-0000000000aa',
  name: 'Home',
  gateways: ['02:00:00:00:00:01'],
  wifi: null,
  rules: [{ of: { kind: 'profile', profileId: id }, outcome: 'off' }],
};
const atHome: Whereabouts = { gateways: [gateway('02:00:00:00:00:01')], wifi: null };
const elsewhere: Whereabouts = { gateways: [gateway('02:00:00:00:00:09')], wifi: null };

function setUp(networks: readonly Network[] = [home]) {
  const world = makeController([makeProfile()], [], { appearance: 'system', networks: [...networks] });
  const answers: Whereabouts[] = [];
  const wifiWanted: boolean[] = [];
  const knocked: string[] = [];
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  let held: Promise<void> | null = null;
  const rules = createNetworkRules({
    state: world.state,
    findWhereabouts: async (wantsWifi) => {
      wifiWanted.push(wantsWifi);
      const answer = answers.shift() ?? elsewhere;
      await held;
      return answer;
    },
    knock: ({ address }) => void knocked.push(address),
    switchByRule: world.controller.switchByRule,
    askToSwitchOn: (profileId, network) => void asked.push(`${profileId} ${network}`),
    after: (_milliseconds, then) => {
      waiting.push(then);
      return () => void waiting.splice(0);
    },
    log: { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} },
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    ...world,
    rules,
    wifiWanted,
    knocked,
    asked,
    /** The system takes its time over the next answer; returns how to have it. */
    holdNext() {
      let release = () => {};
      held = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        held = null;
        release();
      };
    },
    /** What follows by itself. */
    async settled(...places: readonly Whereabouts[]) {
      answers.push(...places);
      await settle();
      await settle();
    },
    async at(...places: readonly Whereabouts[]) {
      answers.push(...places);
      rules.look();
      await settle();
      while (waiting.length > 0) {
        waiting.shift()?.();
        await settle();
      }
    },
  };
}

test('off here, on again elsewhere, and each time it is shown by whose rule', async () => {
  const world = setUp();
  world.controller.start(id);
  await world.at(atHome);
  expect(world.view()?.tunnel).toMatchObject({ status: { kind: 'off' }, rule: { isOn: false, network: 'Home' } });
  expect(world.remembered.at(-1)).toEqual([id]);
  await world.at(elsewhere);
  expect(world.view()?.tunnel).toMatchObject({ status: { kind: 'starting' }, rule: { isOn: true, network: 'Home' } });
});

test('a person who switches is whose doing it is then', async () => {
  const world = setUp();
  world.controller.start(id);
  await world.at(atHome);
  world.controller.start(id);
  expect(world.view()?.tunnel.rule).toBeUndefined();
  await world.controller.stop(id);
  expect(world.switchedByPerson).toEqual([id, id, id]);
  expect(world.remembered.at(-1)).toEqual([]);
});

test('a router that is not known yet is knocked at, and waited for', async () => {
  const world = setUp();
  world.controller.start(id);
  const unknown = { gateways: [gateway(null)], wifi: null };
  await world.at(unknown, unknown, atHome);
  expect(world.knocked).toEqual(['10.0.0.1', '10.0.0.1']);
  expect(world.view()?.tunnel.status.kind).toBe('off');
});

test('where it is never known, that is shown, and nothing is switched off', async () => {
  const world = setUp();
  world.controller.start(id);
  await world.at(...Array.from({ length: 9 }, () => ({ gateways: [gateway(null)], wifi: null })));
  expect(world.state.snapshot().place).toMatchObject({ kind: 'network', networkId: null, gateway: null });
  expect(world.view()?.tunnel.status.kind).toBe('starting');
});

test('the name of the Wi-Fi is asked for only where a rule is for a network that is known by it', async () => {
  const asked = async (network: Network) => {
    const world = setUp([network]);
    await world.at(atHome);
    return world.wifiWanted;
  };
  expect(await asked(home)).toEqual([false]);
  expect(await asked({ ...home, wifi: 'Blue', rules: [] })).toEqual([false]);
  expect(await asked({ ...home, wifi: 'Blue' })).toEqual([true]);
});

test('a network that is named while this computer is in it is known at once', async () => {
  const world = setUp([]);
  await world.at(atHome);
  expect(world.state.snapshot().place).toMatchObject({ networkId: null });
  const quiet: Network = { ...home, rules: [{ of: { kind: 'profile', profileId: id }, outcome: 'quiet' }] };
  world.controller.saveSettings({ appearance: 'system', networks: [quiet] });
  await world.settled(atHome);
  expect(world.state.snapshot().place).toMatchObject({ networkId: home.id, sign: 'strong' });
  expect(world.rules.isQuiet(makeProfile())).toBe(true);
});

test('who wants to be asked is asked once', async () => {
  const world = setUp([{ ...home, rules: [{ of: { kind: 'profile', profileId: id }, outcome: 'ask' }] }]);
  await world.at(atHome);
  await world.at(atHome);
  expect(world.asked).toEqual([`${id} Home`]);
});

test('an answer that comes after this computer has moved on is about a network of before', async () => {
  const world = setUp();
  world.controller.start(id);
  const release = world.holdNext();
  await world.at(atHome);
  release();
  // Still on its way when the next change is looked at.
  await world.at(elsewhere);
  expect(world.state.snapshot().place).toMatchObject({ networkId: null, gateway: '02:00:00:00:00:09' });
  expect(world.view()?.tunnel).toMatchObject({ status: { kind: 'starting' } });
});
