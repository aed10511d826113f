/** How each system keeps stunnel running: its unit, and the lines that put it in place. Pure. */
import type { Answers } from '../../../preload/kit-answers.ts';
import { isContainer, layoutOf, NAME } from '../layout.ts';
import { serverFiles } from '../stunnel-conf.ts';
import type { Lines } from './shell.ts';

const LOG = `/var/log/${NAME}.log`;
const PID = `/run/${NAME}.pid`;
/** launchd wants names like those of hosts. */
export const LAUNCHD_LABEL = `local.${NAME}`;

const configurationOf = (answers: Answers): string => `${layoutOf(answers).folder ?? '.'}/${serverFiles.configuration}`;

export interface Unit {
  /** In the kit. */
  readonly name: string;
  /** On the server. */
  readonly target: string;
  readonly mode: 0o644 | 0o755;
  readonly text: string;
}

/** null: containers and Windows have none. */
export function unitOf(answers: Answers): Unit | null {
  switch (answers.platform) {
    case 'debian':
    case 'raspberry-pi':
      return {
        name: `${NAME}.service`,
        target: `/etc/systemd/system/${NAME}.service`,
        mode: 0o644,
        text: systemdUnit(answers),
      };
    case 'alpine':
      return { name: `${NAME}.initd`, target: `/etc/init.d/${NAME}`, mode: 0o755, text: openrcScript(answers) };
    case 'freebsd':
      return { name: `${NAME}.rc`, target: `/usr/local/etc/rc.d/adit_server`, mode: 0o755, text: rcScript(answers) };
    case 'macos':
      return {
        name: `${LAUNCHD_LABEL}.plist`,
        target: `/Library/LaunchDaemons/${LAUNCHD_LABEL}.plist`,
        mode: 0o644,
        text: launchdPlist(answers),
      };
    default:
      return null;
  }
}

/** stunnel needs its port, its files, and the network. */
function systemdUnit(answers: Answers): string {
  const { program, account } = layoutOf(answers);
  return `[Unit]
Description=TLS tunnels of ${answers.host} (stunnel)
Documentation=man:stunnel4(8)
Wants=network-online.target
After=network-online.target nss-lookup.target

[Service]
ExecStart=${program} ${configurationOf(answers)}
ExecReload=/bin/kill -HUP $MAINPID
Restart=on-failure
RestartSec=5
User=${account?.user ?? 'root'}
Group=${account?.group ?? 'root'}
UMask=0077
AmbientCapabilities=CAP_NET_BIND_SERVICE
CapabilityBoundingSet=CAP_NET_BIND_SERVICE
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
ProtectProc=invisible
ProcSubset=pid
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectHostname=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
RemoveIPC=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM

[Install]
WantedBy=multi-user.target
`;
}

function openrcScript(answers: Answers): string {
  return `#!/sbin/openrc-run

name="TLS tunnels of ${answers.host}"
command=${layoutOf(answers).program}
command_args=${configurationOf(answers)}
supervisor=supervise-daemon
output_log=${LOG}
error_log=${LOG}

depend() {
  need net
  after firewall
}
`;
}

function rcScript(answers: Answers): string {
  return `#!/bin/sh
# PROVIDE: adit_server
# REQUIRE: NETWORKING
# KEYWORD: shutdown

# shellcheck disable=SC1091 # FreeBSD has it.
. /etc/rc.subr

# shellcheck disable=SC2034 # rc.subr reads these.
{
  name=adit_server
  rcvar=adit_server_enable
  pidfile=/var/run/adit_server.pid
  procname=/usr/sbin/daemon
  command=/usr/sbin/daemon
  command_args="-P $pidfile -r -o ${LOG} ${layoutOf(answers).program} ${configurationOf(answers)}"
}

load_rc_config "$name"
: "\${adit_server_enable:=NO}"
run_rc_command "$1"
`;
}

function launchdPlist(answers: Answers): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key><string>${LAUNCHD_LABEL}</string>
  <key>ProgramArguments</key>
  <array><string>${layoutOf(answers).program}</string><string>${configurationOf(answers)}</string></array>
  <key>RunAtLoad</key><true/>
  <key>KeepAlive</key><true/>
  <key>StandardErrorPath</key><string>${LOG}</string>
</dict>
</plist>
`;
}

/** Puts the unit in place, and starts stunnel or lets it read what has changed. */
export function serviceStep(answers: Answers): Lines {
  const unit = unitOf(answers);
  if (unit === null) return [];
  const isMac = answers.platform === 'macos';
  return [
    '# 3. The service',
    `unit=${unit.name}`,
    `target=${unit.target}`,
    ...(isMac ? ['sed "s|@STUNNEL@|$stunnel|" "$unit" > "$unit.here"', 'unit=$unit.here'] : []),
    'if cmp -s "$unit" "$target"; then',
    '  say "$target is as it should be."',
    'elif ask "Have stunnel started with this computer ($target)?"; then',
    `  install -m ${unit.mode === 0o755 ? '0755' : '0644'} -o root "$unit" "$target"`,
    '  changed=yes',
    'fi',
    ...startLines[answers.platform](answers),
  ];
}

/** Starts it, or makes it read what is new; `$changed` says whether something is. */
const startLines: Readonly<Record<Answers['platform'], (answers: Answers) => Lines>> = {
  debian: systemdStart,
  'raspberry-pi': systemdStart,
  alpine: () => [
    'if [ -x "$target" ]; then',
    `  if rc-service -q ${NAME} status > /dev/null 2>&1; then`,
    `    if [ $changed = yes ] && ask 'Restart it with what has changed? Open connections end.'; then rc-service ${NAME} restart; fi`,
    "  elif ask 'Start it now?'; then",
    `    rc-update -q add ${NAME} default`,
    `    rc-service ${NAME} start`,
    '  fi',
    'fi',
  ],
  freebsd: () => [
    'if [ -x "$target" ]; then',
    '  if service adit_server status > /dev/null 2>&1; then',
    "    if [ $changed = yes ] && ask 'Restart it with what has changed? Open connections end.'; then service adit_server restart; fi",
    "  elif ask 'Start it now?'; then",
    '    sysrc adit_server_enable=YES',
    '    service adit_server start',
    '  fi',
    'fi',
  ],
  macos: () => [
    'if [ -f "$target" ]; then',
    `  if launchctl print system/${LAUNCHD_LABEL} > /dev/null 2>&1; then`,
    `    if [ $changed = yes ] && ask 'Restart it with what has changed? Open connections end.'; then launchctl kickstart -k system/${LAUNCHD_LABEL}; fi`,
    "  elif ask 'Start it now?'; then",
    '    launchctl bootstrap system "$target"',
    '  fi',
    'fi',
  ],
  docker: () => [],
  compose: () => [],
  windows: () => [],
};

/** Without systemd, as in some containers, stunnel gets the same account and the same one right. */
function systemdStart(answers: Answers): Lines {
  const { program, account } = layoutOf(answers);
  const user = account?.user ?? 'root';
  const rights = '-all,+net_bind_service';
  return [
    'if [ -f "$target" ] && [ -d /run/systemd/system ]; then',
    '  systemctl daemon-reload',
    `  systemctl -q enable ${NAME}`,
    `  if ! systemctl -q is-active ${NAME}; then`,
    `    systemctl start ${NAME}`,
    '  elif [ $changed = yes ]; then',
    '    # Connections that are open stay.',
    `    systemctl reload-or-restart ${NAME}`,
    '  fi',
    'elif [ ! -d /run/systemd/system ]; then',
    "  say 'systemd does not run here, so that nothing starts stunnel with this computer.'",
    `  if [ -s ${PID} ] && kill -0 "$(cat ${PID})" 2> /dev/null; then`,
    `    if [ $changed = yes ]; then kill -HUP "$(cat ${PID})"; fi`,
    "  elif ask 'Start it now, until this computer stops?'; then",
    `    setpriv --reuid=${user} --regid=${account?.group ?? 'root'} --clear-groups --inh-caps=${rights} --ambient-caps=${rights} \\`,
    `      ${program} ${configurationOf(answers)} < /dev/null >> ${LOG} 2>&1 &`,
    `    echo $! > ${PID}`,
    '    sleep 1',
    '  fi',
    'fi',
  ];
}

/** For a renewed certificate in `$place`: reads it without a word, if the service runs. */
export function reloadLines(answers: Answers): Lines {
  const { platform } = answers;
  switch (platform) {
    case 'debian':
    case 'raspberry-pi':
      return [
        `if [ -d /run/systemd/system ]; then systemctl try-reload-or-restart ${NAME}`,
        `elif [ -s ${PID} ]; then kill -HUP "$(cat ${PID})" 2> /dev/null || true`,
        'fi',
      ];
    case 'alpine':
      return [`rc-service -q --ifstarted ${NAME} restart`];
    case 'freebsd':
      return ['if service adit_server status > /dev/null 2>&1; then service adit_server restart; fi'];
    case 'macos':
      return [`launchctl kickstart -k system/${LAUNCHD_LABEL} || true`];
    case 'docker':
      return [`docker restart ${NAME} > /dev/null 2>&1 || true`];
    case 'compose':
      return ['docker compose -f "$place/compose.yaml" restart > /dev/null 2>&1 || true'];
    case 'windows':
      return [];
  }
}

/** Whether it is up, as a command of a shell. */
export function isUp({ platform }: Answers): string {
  switch (platform) {
    case 'debian':
    case 'raspberry-pi':
      return `if [ -d /run/systemd/system ]; then systemctl -q is-active ${NAME}; else [ -s ${PID} ] && kill -0 "$(cat ${PID})" 2> /dev/null; fi`;
    case 'alpine':
      return `rc-service -q ${NAME} status > /dev/null 2>&1`;
    case 'freebsd':
      return 'service adit_server status > /dev/null 2>&1';
    case 'macos':
      return `launchctl print system/${LAUNCHD_LABEL} 2> /dev/null | grep -q 'state = running'`;
    default:
      return `[ "$(docker inspect -f '{{.State.Running}}' ${NAME} 2> /dev/null)" = true ]`;
  }
}

/** Where its log is, as words for a person. */
export function logWords({ platform }: Answers): string {
  if (platform === 'debian' || platform === 'raspberry-pi') return `journalctl -u ${NAME}`;
  return isContainer(platform) ? `docker logs ${NAME}` : LOG;
}
