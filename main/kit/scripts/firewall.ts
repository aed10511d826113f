/** The computer's own firewall, as far as one of the usual helpers has it. Pure. */
import type { Lines } from './shell.ts';

/**
 * Functions about `$port`. Rules name ports in lists, in ranges, and by services that stand for some: whoever compares a rule
 * with the number alone says of an open port that it is closed.
 */
const functions: Lines = `
# Whether one of the lines is this port over TCP: 443, 80,443/tcp, 400:500, 400-500/tcp.
covers() {
  awk -v port="$port" '
    /\\/udp$/ { next }
    {
      sub("/.*$", "")
      gsub("-", ":")
      count = split($0, parts, ",")
      for (i = 1; i <= count; i++) {
        ends = split(parts[i], range, ":")
        if (ends == 2 && range[1] + 0 <= port + 0 && port + 0 <= range[2] + 0) found = 1
        if (ends == 1 && parts[i] == port) found = 1
      }
    }
    END { exit !found }'
}

ufw_is_on() { command -v ufw > /dev/null && ufw status 2> /dev/null | grep -q '^Status: active'; }
ufw_lets() {
  if ufw status verbose | grep -q '^Default: allow (incoming)'; then return 0; fi
  {
    ufw status | sed -En 's/^([0-9a-fA-F.:]+ )?([0-9][0-9,:]*(\\/tcp)?)( \\(v6\\)| on [^ ]+)* +(ALLOW|LIMIT).*/\\2/p'
    ufw status | sed -En 's/^([A-Za-z].*[^ ]) +(ALLOW|LIMIT) .*/\\1/p' | sed 's/ (v6)$//' | sort -u | while read -r name; do
      ufw app info "$name" 2> /dev/null | sed -n '/^Ports*:/,$s/^ *\\([0-9]\\)/\\1/p'
    done
  } | covers
}

firewalld_is_on() { command -v firewall-cmd > /dev/null && firewall-cmd --state > /dev/null 2>&1; }
firewalld_lets() {
  {
    firewall-cmd --list-ports
    for service in $(firewall-cmd --list-services); do
      firewall-cmd --info-service="$service" | sed -n 's/^ *ports: *//p'
    done
  } | tr ' ' '\\n' | covers
}

# Its own rules: closed by what it does in the end, open by a rule before.
iptables_closes() {
  command -v iptables > /dev/null && iptables -S INPUT 2> /dev/null | grep -Eq '^-(P INPUT|A INPUT -j) (DROP|REJECT)'
}
iptables_lets() { iptables -S INPUT | sed -En 's/^-A INPUT .*--dports? ([^ ]+) .*-j ACCEPT.*/\\1/p' | covers; }
iptables_asks_others() { iptables -S INPUT | sed -n 's/^-A INPUT .*-j \\([^ ]*\\).*/\\1/p' | grep -Evq '^(ACCEPT|DROP|REJECT|LOG)$'; }
`
  .trim()
  .split('\n');

/** Asks for each port that a helper does not let in yet. */
export function firewallStep(ports: readonly number[]): Lines {
  return [
    '# The firewall of this computer',
    ...functions.slice(
      0,
      functions.findIndex((line) => line.startsWith('# Its own rules')),
    ),
    `ports='${ports.join(' ')}'`,
    'for port in $ports; do',
    ...`
  if ufw_is_on; then
    if ! ufw_lets && ask "Let port $port in through ufw?"; then
      ufw allow "$port/tcp"
    fi
  elif firewalld_is_on; then
    if ! firewalld_lets && ask "Let port $port in through firewalld?"; then
      firewall-cmd -q --permanent --add-port="$port/tcp"
      firewall-cmd -q --add-port="$port/tcp"
    fi
  fi
`
      .trim()
      .split('\n')
      .map((line, index) => (index === 0 ? `  ${line}` : line)),
    'done',
  ];
}

/** Lines of check.sh: what is known of the firewall for `$port`. */
export const firewallCheck: Lines = [
  ...functions,
  '',
  ...`
firewall() {
  if [ "$(id -u)" != 0 ]; then
    unknown "Only root sees whether a firewall of this computer turns port $port away."
  elif ufw_is_on; then
    if ufw_lets; then good "ufw lets port $port in."; else bad "ufw has no rule that lets port $port in: ufw allow $port/tcp"; fi
  elif firewalld_is_on; then
    if firewalld_lets; then good "firewalld lets port $port in."; else bad "firewalld has no rule that lets port $port in: firewall-cmd --permanent --add-port=$port/tcp, then firewall-cmd --reload"; fi
  elif iptables_closes; then
    if iptables_lets; then
      good "iptables has a rule that lets port $port in."
    elif iptables_asks_others; then
      unknown "iptables turns away what it has no rule for, and not all of its rules are understood here. Look for port $port: iptables -S"
    else
      bad "iptables turns away what it has no rule for, and has none that lets port $port in."
    fi
  else
    unknown "No firewall of this computer that is known here stands in the way of port $port. The provider, or the router, may have one of its own."
  fi
}
`
    .trim()
    .split('\n'),
];
