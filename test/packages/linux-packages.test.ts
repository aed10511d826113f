/** deb and rpm on this computer, in a view of its own: installed, run in a window, updated, and taken away. Linux, as root. */
import { chmod, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canHaveOwnView, type OwnView, openOwnView } from '../package/support/own-view.ts';
import { temporaryDirectory } from '../peers/directory.ts';
import { hasTool } from '../peers/tools.ts';
import { openDisplay } from '../run/display.ts';
import { pack } from './support/pack.ts';
import { makePerson } from './support/person.ts';

const tools = ['dpkg-deb', 'rpm', 'rpmbuild', 'setpriv', 'stunnel', 'openssl', 'Xvfb'];
const isPossible = tools.every(hasTool) && (await canHaveOwnView());
/** The program is for people, not for root: this is nobody. */
const PERSON = 65_534;

interface Manager {
  readonly kind: 'deb' | 'rpm';
  readonly install: (file: string) => string;
  readonly update: (file: string) => string;
  readonly remove: string;
  /** Gives the version that is installed. */
  readonly version: string;
  readonly files: string;
  /** What it and what it calls write for themselves. */
  readonly own: RegExp;
}

/** Caches that desktops make of all programs there are. */
const ofDesktops =
  'usr/share/mime/|usr/share/applications/mimeinfo\\.cache$|usr/share/icons/hicolor/icon-theme\\.cache$|tmp/|var/tmp/|var/log/|var/cache/';

const managers: readonly Manager[] = [
  {
    kind: 'deb',
    // Its dependencies are not this test's.
    install: (file) => `dpkg --force-depends -i '${file}'`,
    update: (file) => `dpkg --force-depends -i '${file}'`,
    remove: 'dpkg --purge adit',
    version: `dpkg-query -W -f '$\{Version}' adit`,
    files: 'dpkg -L adit',
    own: new RegExp(`^(?:var/lib/dpkg/|var/lib/update-|etc/ld\\.so\\.cache$|${ofDesktops})`),
  },
  {
    kind: 'rpm',
    install: (file) => `rpm --force-debian --nodeps -i '${file}'`,
    update: (file) => `rpm --force-debian --nodeps -U '${file}'`,
    remove: 'rpm --force-debian --nodeps -e adit',
    version: "rpm -q --qf '%{VERSION}' adit",
    files: 'rpm -ql adit',
    own: new RegExp(`^(?:var/lib/rpm/|root/\\.rpmdb/|${ofDesktops})`),
  },
];

describe.skipIf(!isPossible)(`packages of Linux (root, ${tools.join(', ')})`, () => {
  const stack = new AsyncDisposableStack();
  let place = '';
  let display = '';
  const packages = new Map<string, string>();

  beforeAll(async () => {
    place = stack.use(await temporaryDirectory('adit-packages-')).path;
    await chmod(place, 0o755);
    const screen = await openDisplay();
    stack.defer(() => screen.close());
    display = screen.name;
    for (const version of ['0.1.0', '0.2.0']) {
      const output = join(place, version);
      await pack({ output, line: ['--linux', 'deb', 'rpm', '--x64'], version, updateUrl: 'http://127.0.0.1:1/' });
      for (const name of await readdir(output)) {
        const kind = /\.(deb|rpm)$/.exec(name)?.[1];
        if (kind !== undefined) packages.set(`${kind} ${version}`, join(output, name));
      }
    }
  }, 900_000);

  afterAll(() => stack.disposeAsync());

  test.for(managers)('$kind', { timeout: 300_000 }, async ({ kind, install, update, remove, version, files, own }) => {
    await using peers = new AsyncDisposableStack();
    const folder = peers.use(await temporaryDirectory(`adit-${kind}-`)).path;
    const view: OwnView = peers.use(await openOwnView(folder, dirname(place)));
    const ours = async () => (await view.changes()).filter((path) => !own.test(path.replace(/^-/, '')));
    const file = (of: string) => packages.get(`${kind} ${of}`) ?? '';

    const person = peers.use(await makePerson(PERSON));

    /** Starts the app as a person does, switches the tunnel on and off by its command, and ends the app. */
    const use = () =>
      view.shell(
        [
          'set -e',
          `cd '${person.home}'`,
          `person() { setpriv --reuid ${PERSON} --regid ${PERSON} --clear-groups "$@"; }`,
          // Not by the function: a shell of its own would be what is ended.
          `setpriv --reuid ${PERSON} --regid ${PERSON} --clear-groups adit >'${person.home}/log' 2>&1 & app=$!`,
          'until person adit list >/dev/null 2>&1; do kill -0 $app || { cat log; exit 9; }; sleep 0.2; done',
          'person adit on Echo',
          'person adit status Echo --json',
          'person adit off Echo',
          'person adit list',
          'kill $app; wait $app || true',
        ].join('\n'),
        { ...person.env, PATH: '/usr/bin:/bin:/usr/sbin:/sbin', DISPLAY: display },
      );

    await view.shell(install(file('0.1.0')));
    expect(await view.shell(version)).toBe('0.1.0');
    const listed = (await view.shell(files)).split('\n');
    expect(listed).toEqual(expect.arrayContaining(['/opt/Adit/adit', '/usr/share/applications/adit.desktop']));
    // By which Adit knows that it has to leave updates to the package manager (main/desktop/updates/bringer.ts).
    expect(await view.shell('cat /opt/Adit/resources/package-type')).toBe(kind);
    const said = await use();
    expect(said).toContain('"server":"reachable"');
    expect(said).toMatch(/^Echo +Off/m);
    expect(await readFile(join(person.home, 'log'), 'utf8')).not.toContain('--no-sandbox');

    await view.shell(update(file('0.2.0')));
    expect(await view.shell(version)).toBe('0.2.0');
    expect(await view.shell('readlink -e /usr/bin/adit')).toBe('/opt/Adit/resources/bin/adit\n');
    expect(await use()).toContain('"server":"reachable"');

    await view.shell(remove);
    expect(await ours()).toEqual([]);
    expect(await view.shell('ls -d /opt/Adit 2>&1 || true')).toContain('No such file');
    // Of the person's home it touches nothing: what is there is Adit's data, and the log that this test has made.
    expect(await person.otherFiles()).toEqual(['log']);
    expect(await person.profiles()).toEqual(['Echo']);
  });
});
