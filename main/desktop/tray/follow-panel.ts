/**
 * Linux: notices that another panel shows the tray icons now, after a restart of the desktop's shell, or the first one when
 * the app was there before it. Electron makes another kind of icon where there was no panel, and stays with it; whether one
 * that a panel has shown comes back by itself depends on Electron's version.
 * https://source.chromium.org/chromium/chromium/src/+/main:chrome/browser/ui/views/status_icons/status_icon_linux_dbus.cc
 */
import { gather } from '../../network/gather.ts';
import { type ListenPorts, listen } from '../../network/listen.ts';
import type { Teller } from '../../network/tellers.ts';
import type { Logger } from '../../state/logger.ts';
import type { TrayHost } from './host.ts';
import { hasSessionBus, WATCHER, watcherNow } from './session-bus.ts';
import type { TrayView } from './view.ts';

const isAbout = `type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='${WATCHER}'`;
const monitor = ['gdbus', 'monitor', '--session', '--dest', WATCHER] as const;

/** They cost nothing while nothing happens, and end with the app, also when it is killed. */
const panelTeller: Teller = {
  commands: [
    ['setpriv', '--pdeathsig', 'KILL', ...monitor],
    monitor,
    ['dbus-monitor', '--session', '--profile', isAbout],
  ],
  input: '',
  isNews: () => true,
  isSure: false,
};

export interface PanelPorts {
  /** Another panel is there than the one that the icon was announced to. */
  readonly renewed: () => void;
  /** A panel has come or gone. */
  readonly changed: () => void;
  readonly watcher?: () => Promise<string | null>;
  readonly start?: NonNullable<ListenPorts['start']>;
}

/** From the moment that the icon was made on. Returns how to stop. */
export function followPanel({ renewed, changed, watcher = watcherNow, start }: PanelPorts): () => void {
  let isStopped = false;
  let known: Promise<string | null> = watcher();

  const look = (): void => {
    const before = known;
    known = Promise.all([before, watcher()]).then(([last, now]) => {
      if (isStopped || last === now) return now;
      changed();
      if (now !== null) renewed();
      return now;
    });
  };
  const gathered = gather(look);
  const stopListening = listen(panelTeller, {
    news: gathered.happened,
    isTold: () => {},
    ...(start === undefined ? {} : { start }),
  });
  return () => {
    isStopped = true;
    gathered.stop();
    stopListening();
  };
}

/** The tray icon follows the panel from the first `begin` on, where panels come and go over a session bus. */
export function createPanelFollower(ports: {
  /** null: there is none. */
  readonly tray: () => Pick<TrayView, 'renew'> | null;
  readonly host: Pick<TrayHost, 'askAgain'>;
  readonly log: Logger;
}): { begin(): void; stop(): void } {
  let stop: (() => void) | null = null;
  return {
    begin() {
      if (process.platform !== 'linux' || ports.tray() === null || !hasSessionBus(process.env)) return;
      stop ??= followPanel({
        renewed() {
          ports.tray()?.renew();
          ports.log.info('Another panel is there: the tray icon is made anew for it.');
        },
        changed: ports.host.askAgain,
      });
    },
    stop: () => stop?.(),
  };
}
