import { describe, expect, test } from 'vitest';
import type { Network, RuleOutcome } from '../../preload/networks.ts';
import { decide, forget, noMemory, placeOf, placeWithoutHardware, type RuledTunnel } from './rules.ts';
import type { Gateway, Whereabouts } from './whereabouts.ts';

const at = (hardware: string | null, device = 'eth0', metric = 100): Gateway => ({
  address: '10.0.0.1',
  device,
  metric,
  hardware,
});
const home = '02:00:00:00:00:01';
const office = '02:00:00:00:00:02';
const stranger = '02:00:00:00:00:09';
const profileId = '00000000-0000-4000-8000-000000000001';

const network = (name: string, gateway: string, outcome: RuleOutcome | null, wifi: string | null = null): Network => ({
  id: `id of ${name}`,
  name,
  gateways: [gateway],
  wifi,
  rules: outcome === null ? [] : [{ of: { kind: 'profile', profileId }, outcome }],
});
const place = (gateways: readonly Gateway[], wifi: string | null = null): Whereabouts => ({ gateways, wifi });

describe('which network it is', () => {
  const networks = [network('Home', home, 'on', 'Blue'), network('Office', office, 'off')];
  test.each<[string, Whereabouts, string]>([
    ['no way out', place([]), 'nowhere'],
    ['a router that is known', place([at(home)]), 'Home strong'],
    ['a router that is known, whatever its Wi-Fi is called', place([at(office)], 'Blue'), 'Office strong'],
    ['a router that nobody knows', place([at(stranger)]), 'unknown'],
    ['only the name of the Wi-Fi', place([at(stranger)], 'Blue'), 'Home weak'],
    ['a router whose hardware address is not known yet', place([at(null)]), 'unsettled'],
    ['two at once: the one that is used first', place([at(office), at(home, 'wlan0', 600)]), 'Office strong'],
    ['two at once: a stranger first', place([at(stranger), at(home, 'wlan0', 600)]), 'Home strong'],
    ['two at once: the first not known yet', place([at(null), at(home, 'wlan0', 600)]), 'Home strong'],
  ])('%s', (_name, whereabouts, expected) => {
    const found = placeOf(networks, whereabouts);
    const name = found.kind === 'network' && networks.find(({ id }) => id === found.networkId)?.name;
    expect(found.kind === 'network' ? (name ? `${name} ${found.sign}` : 'unknown') : found.kind).toBe(expected);
  });

  test('where the system never says the hardware address, the name of the Wi-Fi is all there is', () => {
    expect(placeWithoutHardware(networks, place([at(null)], 'Blue'))).toMatchObject({ sign: 'weak' });
    expect(placeWithoutHardware(networks, place([at(null)]))).toMatchObject({ networkId: null, sign: null });
  });
});

/** Goes through places, and says what the rules did in each; `+` and `-`: the person switches. */
function day(networks: readonly Network[], isOn: boolean, ...steps: readonly (Whereabouts | '+' | '-')[]): string {
  let memory = noMemory;
  let tunnel: RuledTunnel = { id: profileId, group: 'Work', isOn };
  const did: string[] = [];
  for (const step of steps) {
    if (step === '+' || step === '-') {
      tunnel = { ...tunnel, isOn: step === '+' };
      memory = forget(memory, profileId);
      continue;
    }
    const where = placeOf(networks, step);
    if (where.kind === 'unsettled') {
      did.push('…');
      continue;
    }
    const decision = decide(memory, where, networks, [tunnel]);
    memory = decision.memory;
    const [act] = decision.acts;
    if (act !== undefined && act.outcome !== 'ask') tunnel = { ...tunnel, isOn: act.outcome === 'on' };
    did.push(act === undefined ? '·' : `${act.outcome} (${act.network})`);
  }
  return did.join(', ');
}

describe('what rules do', () => {
  const onAtHome = [network('Home', home, 'on', 'Blue')];
  const offAtOffice = [network('Office', office, 'off', 'Firm')];
  const both = [...onAtHome, ...offAtOffice];
  const [atHome, atOffice, elsewhere, nowhere] = [
    place([at(home)]),
    place([at(office)]),
    place([at(stranger)]),
    place([]),
  ];
  const fake = (name: string) => place([at(stranger)], name);

  test.each<[string, string, string]>([
    ['on here', day(onAtHome, false, atHome), 'on (Home)'],
    ['what is on stays on', day(onAtHome, true, atHome), '·'],
    ['off here', day(offAtOffice, true, atOffice), 'off (Office)'],
    ['off here, on again elsewhere', day(offAtOffice, true, atOffice, elsewhere), 'off (Office), on (Office)'],
    ['what was off before stays off elsewhere', day(offAtOffice, false, atOffice, elsewhere), '·, ·'],
    ['leaving ends nothing that a rule has switched on', day(onAtHome, false, atHome, elsewhere), 'on (Home), ·'],
    ['from one to the other', day(both, false, atHome, atOffice, atHome), 'on (Home), off (Office), on (Home)'],
    [
      'a network that comes and goes is one arrival, and a person is not contradicted',
      day(onAtHome, false, atHome, '-', nowhere, atHome, nowhere, atHome),
      'on (Home), ·, ·, ·, ·',
    ],
    [
      'who switches it on where it was off keeps it',
      day(offAtOffice, true, atOffice, '+', nowhere, atOffice),
      'off (Office), ·, ·',
    ],
    [
      'who has switched it off is not overruled elsewhere',
      day(offAtOffice, true, atOffice, '+', '-', elsewhere),
      'off (Office), ·',
    ],
    ['the name of a Wi-Fi alone switches on', day(onAtHome, false, fake('Blue')), 'on (Home)'],
    ['the name of a Wi-Fi alone does not switch off', day(offAtOffice, true, fake('Firm')), '·'],
    ['once the router confirms it, it does', day(offAtOffice, true, fake('Firm'), atOffice), '·, off (Office)'],
    ['a confirmation is no second arrival', day(onAtHome, false, fake('Blue'), '-', atHome), 'on (Home), ·'],
    ['nothing before the router is known', day(onAtHome, false, place([at(null)]), atHome), '…, on (Home)'],
    [
      'a VPN that comes up hides the network, and nothing follows',
      day(both, false, atHome, '-', place([]), atHome),
      'on (Home), ·, ·',
    ],
    [
      'docking: the cable is used first, the Wi-Fi stays',
      day(both, true, atHome, place([at(office), at(home, 'wlan0', 600)]), atHome),
      '·, off (Office), on (Home)',
    ],
    ['two strangers', day(offAtOffice, true, elsewhere, place([at('02:00:00:00:00:08')])), '·, ·'],
    ['ask', day([network('Home', home, 'ask')], false, atHome, nowhere, atHome), 'ask (Home), ·, ·'],
    ['ask, while it is on', day([network('Home', home, 'ask')], true, atHome), '·'],
    ['quiet switches nothing', day([network('Home', home, 'quiet')], false, atHome), '·'],
    [
      'quiet after off: on again',
      day([...offAtOffice, network('Home', home, 'quiet')], true, atOffice, atHome),
      'off (Office), on (Home)',
    ],
  ])('%s', (_name, did, expected) => {
    expect(did).toBe(expected);
  });

  test("a group's rule holds for its profiles, and a profile's own goes before it", () => {
    const rules: Network['rules'] = [
      { of: { kind: 'group', group: 'Work' }, outcome: 'off' },
      { of: { kind: 'profile', profileId }, outcome: 'on' },
    ];
    const other = '00000000-0000-4000-8000-000000000002';
    const tunnels = [
      { id: profileId, group: 'Work', isOn: false },
      { id: other, group: 'Work', isOn: true },
      { id: 'third', group: null, isOn: true },
    ];
    const networks = [{ ...network('Home', home, null), rules }];
    const where = placeOf(networks, atHome);
    expect(where.kind === 'network' && decide(noMemory, where, networks, tunnels).acts).toEqual([
      { profileId, outcome: 'on', network: 'Home' },
      { profileId: other, outcome: 'off', network: 'Home' },
    ]);
  });
});
