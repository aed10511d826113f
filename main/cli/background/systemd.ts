/** A unit of systemd (systemd.service(5), systemd.exec(5)). Pure. */
import { join } from 'node:path/posix';
import type { BackgroundPlan, Service, Surroundings } from './service.ts';

/** A word of a command line in a unit: quoted as systemd reads it, with its specifiers and variables taken literally. */
const word = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%').replaceAll('$', '$$$$')}"`;

/** Other settings know no quotes around paths, but specifiers. */
const literal = (text: string): string => text.replaceAll('%', '%%');

export function systemdPlan(service: Service, { home, env }: Surroundings): BackgroundPlan {
  const { name, system } = service;
  const own = join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'systemd/user');
  const folder = system ? '/etc/systemd/system' : own;
  const unit = `${name}.service`;
  const control = (...words: string[]) => ['systemctl', ...(system ? [] : ['--user']), ...words] as const;
  const must = (...words: string[]) => ({ line: control(...words) as [string, ...string[]], optional: false });
  const may = (...words: string[]) => ({ line: control(...words) as [string, ...string[]], optional: true });
  const scope = system ? '' : '--user ';
  return {
    unit: { path: join(folder, unit), text: system ? systemUnit(service) : userUnit(service) },
    folders: [folder],
    install: [must('daemon-reload'), must('enable', '--quiet', unit), must('restart', unit)],
    remove: [may('disable', '--quiet', '--now', unit), may('daemon-reload')],
    words: [
      `The log: journalctl ${scope}-u ${name}`,
      `After a change of the configuration: systemctl ${scope}reload ${name}`,
      ...(system ? [] : ['It runs while you are logged in. From the start of the computer: loginctl enable-linger']),
    ],
  };
}

const common = ({ program, file }: Service): readonly string[] => [
  `ExecStart=${[...program, 'run', file].map(word).join(' ')}`,
  'ExecReload=/bin/kill -HUP $MAINPID',
  // Relative paths in the configuration are from its folder.
  `WorkingDirectory=${literal(file.slice(0, file.lastIndexOf('/')) || '/')}`,
  'Restart=on-failure',
  'RestartSec=5',
];

const unitText = (service: Service, lines: readonly string[], target: string): string =>
  `${[
    '[Unit]',
    `Description=TLS tunnels of ${literal(service.file)} (Adit)`,
    ...(service.system ? ['Wants=network-online.target', 'After=network-online.target nss-lookup.target'] : []),
    '',
    '[Service]',
    ...common(service),
    ...lines,
    '',
    '[Install]',
    `WantedBy=${target}`,
  ].join('\n')}\n`;

/** What a person's own systemd may take away. */
const modest = ['NoNewPrivileges=yes', 'RestrictRealtime=yes', 'LockPersonality=yes', 'UMask=0077'];

const userUnit = (service: Service): string => unitText(service, modest, 'default.target');

/**
 * Of the computer it gets the network, ports below 1024, and to read. Memory that is written and run stays allowed: it is how
 * V8 compiles.
 */
function systemUnit(service: Service): string {
  const lines = [
    `User=${service.user}`,
    ...modest,
    'AmbientCapabilities=CAP_NET_BIND_SERVICE',
    'CapabilityBoundingSet=CAP_NET_BIND_SERVICE',
    'ProtectSystem=strict',
    'ProtectHome=read-only',
    ...service.writes.map((folder) => `ReadWritePaths=${word(folder)}`),
    'ProtectProc=invisible',
    'ProcSubset=pid',
    'PrivateTmp=yes',
    'PrivateDevices=yes',
    'ProtectClock=yes',
    'ProtectHostname=yes',
    'ProtectKernelTunables=yes',
    'ProtectKernelModules=yes',
    'ProtectKernelLogs=yes',
    'ProtectControlGroups=yes',
    'RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK',
    'RestrictNamespaces=yes',
    'RestrictSUIDSGID=yes',
    'RemoveIPC=yes',
    'SystemCallArchitectures=native',
    'SystemCallFilter=@system-service',
    'SystemCallFilter=~@privileged @resources',
    'SystemCallErrorNumber=EPERM',
  ];
  return unitText(service, lines, 'multi-user.target');
}
