/**
 * A laptop with one tunnel and a network that has a name, run in a network namespace: the watch of the network, the look
 * where it is, and the rules joined as the app joins them. Says where it is and what a rule has switched, as lines of JSON.
 */
import { watchNetwork } from '../../main/desktop/network.ts';
import { findWhereabouts, knock } from '../../main/network/find.ts';
import { makeApp } from '../../main/state/make-app.ts';
import { makeProfile } from '../../main/state/make-profile.ts';
import type { Network } from '../../preload/networks.ts';
import type { Line } from './laptop.ts';

const [gateway = ''] = process.argv.slice(2);
const profile = makeProfile({ startWithApp: false });
const home: Network = {
  id: '00000000-0000-4000-8000-0000000000aa',
  name: 'Home',
  gateways: [gateway],
  wifi: null,
  rules: [{ of: { kind: 'profile', profileId: profile.id }, outcome: 'off' }],
};
const say = (what: string) => process.stdout.write(`${JSON.stringify({ at: Date.now(), what } satisfies Line)}\n`);

const app = makeApp([profile], {
  store: {
    profiles: [profile],
    settings: { appearance: 'system', networks: [home] },
    notices: [],
    readOnly: null,
    save: () => {},
  },
  findWhereabouts: (wantsWifi) => findWhereabouts(process.platform, wantsWifi),
  knock,
  after(milliseconds, then) {
    const timer = setTimeout(then, milliseconds);
    return () => clearTimeout(timer);
  },
});
app.state.subscribe(({ changes }) => {
  for (const change of changes) {
    if (change.kind === 'place') {
      const { place } = change;
      say(place.kind === 'nowhere' ? 'nowhere' : place.networkId === null ? 'elsewhere' : `home, ${place.sign}`);
    }
    if (change.kind !== 'tunnel' || change.tunnel.rule === undefined) continue;
    const { rule, status } = change.tunnel;
    if ((status.kind === 'off') !== rule.isOn) say(`${rule.isOn ? 'on' : 'off'} by the rule for ${rule.network}`);
  }
});
watchNetwork({ refresh: () => app.networkRules.look() }, { on: () => undefined as never });
app.controller.start(profile.id);
app.networkRules.look();
// Nothing of the app keeps a process alive.
setInterval(() => {}, 3_600_000);
