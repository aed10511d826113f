/** The manifest with which Flatpak builds the program of a release's archives. Pure. */
import { stringify } from 'yaml';
import { type Facts, findFile } from './facts.ts';

const ID = 'app.adit.desktop';
/** https://docs.flatpak.org/en/latest/electron.html: the base brings zypak, which makes Chromium's sandbox of Flatpak's. */
const RUNTIME = '24.08';

/**
 * What the sandbox lets through. None of the home: files come by the portal's dialogs. Not org.freedesktop.Flatpak, with which
 * a program can start anything outside: Adit shows the command to copy instead. Nor the bus of the system, on which NetworkManager
 * starts OpenVPN.
 */
const permissions = [
  // Servers, and the local ports that programs outside of the sandbox connect to.
  '--share=network',
  // X11 only where there is no Wayland; it needs shared memory.
  '--share=ipc',
  '--socket=fallback-x11',
  '--socket=wayland',
  '--device=dri',
  // The tray, notifications, and the key store.
  '--talk-name=org.kde.StatusNotifierWatcher',
  '--talk-name=org.freedesktop.Notifications',
  '--talk-name=org.freedesktop.secrets',
];

const arches = { x64: 'x86_64', arm64: 'aarch64' } as const;

/** By name; nothing where the release has no archive. */
export function flatpak(facts: Facts): Readonly<Record<string, string>> {
  const archives = (['x64', 'arm64'] as const).flatMap((arch) => {
    const file = findFile(facts, 'tar.gz', arch);
    return file === null
      ? []
      : [
          {
            type: 'archive',
            'only-arches': [arches[arch]],
            url: facts.url + file.name,
            sha256: file.sha256,
            dest: 'adit',
          },
        ];
  });
  if (archives.length === 0) return {};
  const share = '/app/share';
  const manifest = {
    id: ID,
    runtime: 'org.freedesktop.Platform',
    'runtime-version': RUNTIME,
    sdk: 'org.freedesktop.Sdk',
    base: 'org.electronjs.Electron2.BaseApp',
    'base-version': RUNTIME,
    command: 'adit',
    'separate-locales': false,
    'finish-args': permissions,
    modules: [
      {
        name: 'adit',
        buildsystem: 'simple',
        'build-commands': [
          'cp -a adit /app/adit',
          'install -D -m 755 adit.sh /app/bin/adit',
          `install -D -m 644 ${ID}.desktop ${share}/applications/${ID}.desktop`,
          `install -D -m 644 ${ID}.metainfo.xml ${share}/metainfo/${ID}.metainfo.xml`,
          `install -D -m 644 512x512.png ${share}/icons/hicolor/512x512/apps/${ID}.png`,
        ],
        sources: [
          ...archives,
          {
            type: 'script',
            'dest-filename': 'adit.sh',
            commands: ['exec zypak-wrapper.sh /app/adit/adit "$@"'],
          },
          { type: 'file', path: `${ID}.desktop` },
          { type: 'file', path: `${ID}.metainfo.xml` },
          { type: 'file', path: '512x512.png' },
        ],
      },
    ],
  };
  return { [`flatpak/${ID}.yml`]: stringify(manifest) };
}
