/** The computer's own firewall, as far as one of the usual helpers has it. Pure. */
import type { Lines } from './shell.ts';

/** Asks for each port that a helper does not let in yet. */
export function firewallStep(ports: readonly number[]): Lines {
  return [
    '# The firewall of this computer',
    `ports='${ports.join(' ')}'`,
    'for port in $ports; do',
    ...`
  if command -v ufw > /dev/null && ufw status | grep -q '^Status: active'; then
    if ! ufw status | grep -Eq "^$port(/tcp)? +ALLOW" && ask "Let port $port in through ufw?"; then
      ufw allow "$port/tcp"
    fi
  elif command -v firewall-cmd > /dev/null && firewall-cmd --state > /dev/null 2>&1; then
    if ! firewall-cmd -q --query-port="$port/tcp" && ask "Let port $port in through firewalld?"; then
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
export const firewallCheck: Lines = `
firewall() {
  if command -v ufw > /dev/null && ufw status 2> /dev/null | grep -q '^Status: active'; then
    if ufw status | grep -Eq "^$port(/tcp)? +ALLOW"; then good "ufw lets port $port in."; else bad "ufw does not let port $port in: ufw allow $port/tcp"; fi
  elif command -v firewall-cmd > /dev/null && firewall-cmd --state > /dev/null 2>&1; then
    if firewall-cmd -q --query-port="$port/tcp"; then good "firewalld lets port $port in."; else bad "firewalld does not let port $port in."; fi
  elif command -v iptables > /dev/null && iptables -S INPUT 2> /dev/null | grep -Eq '^-P INPUT (DROP|REJECT)'; then
    if iptables -S INPUT | grep -Eq -- "--dports? ([0-9,]*,)?$port(,|\\$| )"; then good "iptables has a rule for port $port."; else bad "iptables turns away what it has no rule for, and has none for port $port."; fi
  else
    unknown "No firewall of this computer that is known here stands in the way of port $port. The provider, or the router, may have one of its own."
  fi
}
`
  .trim()
  .split('\n');
