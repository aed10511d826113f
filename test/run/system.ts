/** Programs and libraries of the operating system that tests need: which are missing, and how to get them. */
import { spawnSync } from 'node:child_process';
import { hasTool } from '../peers/tools.ts';
import { agrees, availableOf, installPackages, isDebian, someoneIsThere, updateLists } from './apt.ts';

/** What tests use, as a command. */
export type Tool =
  | 'stunnel'
  | 'openssl'
  | 'ssh'
  | 'sshd'
  | 'Xvfb'
  | 'squid'
  | 'danted'
  | 'microsocks'
  | 'ip'
  | 'openvpn'
  | 'nft'
  | 'ping'
  | 'wine64'
  | 'x86_64-w64-mingw32-ld'
  | 'makensis'
  | 'mksquashfs'
  | 'desktop-file-validate'
  | '7za'
  | 'rpmbuild'
  | 'apparmor_parser'
  | 'chromium';

interface Source {
  /** Packages, with a blank between them. */
  readonly debian: string;
  readonly macos: string;
  readonly windows: string;
}

const sources: Readonly<Record<Tool, Source>> = {
  stunnel: {
    debian: 'stunnel4',
    macos: 'brew install stunnel',
    windows: 'the installer of https://www.stunnel.org/downloads.html',
  },
  openssl: {
    debian: 'openssl',
    macos: 'brew install openssl',
    windows: 'Git for Windows brings it',
  },
  ssh: {
    debian: 'openssh-client',
    macos: 'part of macOS',
    windows: 'Settings, Optional features, OpenSSH Client',
  },
  sshd: {
    debian: 'openssh-server',
    macos: 'part of macOS',
    windows: 'Settings, Optional features, OpenSSH Server',
  },
  squid: {
    debian: 'squid',
    macos: 'brew install squid',
    windows: 'not tested there',
  },
  danted: {
    debian: 'dante-server',
    macos: 'brew install dante',
    windows: 'not tested there',
  },
  microsocks: {
    debian: 'microsocks',
    macos: 'brew install microsocks',
    windows: 'not tested there',
  },
  ip: { debian: 'iproute2', macos: 'Linux only', windows: 'Linux only' },
  openvpn: { debian: 'openvpn', macos: 'brew install openvpn', windows: 'not tested there' },
  nft: { debian: 'nftables', macos: 'Linux only', windows: 'Linux only' },
  ping: { debian: 'iputils-ping', macos: 'part of macOS', windows: 'part of Windows' },
  wine64: { debian: 'wine wine64', macos: 'not tested there', windows: 'not needed' },
  'x86_64-w64-mingw32-ld': { debian: 'binutils-mingw-w64-x86-64', macos: 'not tested there', windows: 'not needed' },
  makensis: { debian: 'nsis', macos: 'brew install makensis', windows: 'not tested there' },
  mksquashfs: { debian: 'squashfs-tools', macos: 'Linux only', windows: 'Linux only' },
  'desktop-file-validate': { debian: 'desktop-file-utils', macos: 'Linux only', windows: 'Linux only' },
  '7za': { debian: 'p7zip-full', macos: 'Linux only', windows: 'Linux only' },
  rpmbuild: { debian: 'rpm', macos: 'Linux only', windows: 'Linux only' },
  apparmor_parser: { debian: 'apparmor', macos: 'Linux only', windows: 'Linux only' },
  chromium: {
    debian: 'chromium',
    macos: 'brew install --cask chromium',
    windows: 'not tested there',
  },
  Xvfb: { debian: 'xvfb', macos: 'not needed', windows: 'not needed' },
};

/** Debian's packages of the shared libraries that Electron is linked with; newer releases add a suffix to some names. */
const libraryPackages: Readonly<Record<string, readonly string[]>> = {
  'libX11.so.6': ['libx11-6'],
  'libXcomposite.so.1': ['libxcomposite1'],
  'libXdamage.so.1': ['libxdamage1'],
  'libXext.so.6': ['libxext6'],
  'libXfixes.so.3': ['libxfixes3'],
  'libXrandr.so.2': ['libxrandr2'],
  'libXss.so.1': ['libxss1'],
  'libasound.so.2': ['libasound2t64', 'libasound2'],
  'libatk-1.0.so.0': ['libatk1.0-0t64', 'libatk1.0-0'],
  'libatk-bridge-2.0.so.0': ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  'libatspi.so.0': ['libatspi2.0-0t64', 'libatspi2.0-0'],
  'libcairo.so.2': ['libcairo2'],
  'libcups.so.2': ['libcups2t64', 'libcups2'],
  'libdbus-1.so.3': ['libdbus-1-3'],
  'libdrm.so.2': ['libdrm2'],
  'libexpat.so.1': ['libexpat1'],
  'libgbm.so.1': ['libgbm1'],
  'libgio-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libglib-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libgobject-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libgtk-3.so.0': ['libgtk-3-0t64', 'libgtk-3-0'],
  'libnspr4.so': ['libnspr4'],
  'libnss3.so': ['libnss3'],
  'libnssutil3.so': ['libnss3'],
  'libpango-1.0.so.0': ['libpango-1.0-0'],
  'libsmime3.so': ['libnss3'],
  'libudev.so.1': ['libudev1'],
  'libxcb.so.1': ['libxcb1'],
  'libxkbcommon.so.0': ['libxkbcommon0'],
};

/** The lines of `ldd` that name a library the system does not have. Pure. */
export function missingInLdd(output: string): string[] {
  return [...output.matchAll(/^\s*(\S+) => not found$/gm)].map(([, name = '']) => name);
}

/** Shared libraries that a program is linked with and that are not here; none where that is not Linux's way. */
export function missingLibraries(executable: string): readonly string[] {
  if (process.platform !== 'linux') return [];
  return missingInLdd(spawnSync('ldd', [executable], { encoding: 'utf8' }).stdout ?? '');
}

export interface Needs {
  readonly tools: readonly Tool[];
  readonly libraries: readonly string[];
}

/** What Debian's packages are called that bring `needs`; libraries that nobody knows are left out. */
function packagesFor({ tools, libraries }: Needs): readonly string[] {
  const names = libraries.flatMap((library) => (libraryPackages[library] ? [libraryPackages[library]] : []));
  return [...new Set([...tools.flatMap((tool) => sources[tool].debian.split(' ')), ...names.map(availableOf)])];
}

/** What is going to be done with somebody's computer and why, in one line. Pure. */
export const announcement = ({ tools, libraries }: Needs): string =>
  `The tests need what is not installed here: ${[...tools, ...libraries].join(', ')}. ` +
  'apt-get can install the packages with it, without starting a service.';

function advise({ tools, libraries }: Needs): void {
  const system = process.platform === 'win32' ? 'windows' : process.platform === 'darwin' ? 'macos' : 'debian';
  for (const tool of tools) {
    const advice = system === 'debian' ? "your distribution's package" : sources[tool][system];
    console.error(`Missing: ${tool} (${advice})`);
  }
  for (const library of libraries) console.error(`Missing: ${library}, which Electron needs`);
}

/**
 * Installs what is missing where that is possible (Debian and its descendants, as root), after a question where there is
 * somebody to answer it; elsewhere prints what is missing and how to get it. What stays missing skips the tests that need it.
 */
export async function provide(needs: Needs): Promise<void> {
  const missing: Needs = { ...needs, tools: needs.tools.filter((tool) => !hasTool(tool)) };
  if (missing.tools.length === 0 && missing.libraries.length === 0) return;
  if (!isDebian()) return advise(missing);
  advise({ tools: [], libraries: missing.libraries.filter((library) => libraryPackages[library] === undefined) });
  if (process.getuid?.() !== 0) {
    const line = ['install', '-y', '--no-install-recommends', ...packagesFor(missing)].join(' ');
    console.error(`Missing: ${[...missing.tools, ...missing.libraries].join(', ')}. To get them: sudo apt-get ${line}`);
    return;
  }
  if (packagesFor(missing).length === 0) return;
  if (someoneIsThere()) {
    if (!(await agrees(`${announcement(missing)} Install them?`))) return;
  } else {
    console.error(announcement(missing));
  }
  // Some packages are called differently by newer releases: the lists tell, and may not be here yet.
  await updateLists();
  await installPackages(packagesFor(missing));
}
