/** What is said of faults between this computer and the server's TCP port. */
import { explain } from '../../tunnel/explain.ts';
import { placeText } from '../judge/seen.ts';
import { SERVER_LOG, type WordsOf, whoListens } from './said.ts';

type Kind =
  | 'name-unknown'
  | 'names-silent'
  | 'name-lies'
  | 'name-leads-here'
  | 'offline'
  | 'vpn-loop'
  | 'vpn-silent'
  | 'refused'
  | 'silent'
  | 'no-way'
  | 'ipv6-broken'
  | 'address-broken'
  | 'proxy-unreachable'
  | 'proxy-login'
  | 'proxy-scheme'
  | 'proxy-refuses'
  | 'negotiation-refused'
  | 'unexpected';

export const way: WordsOf<Kind> = {
  'name-unknown': ({ host }) => ({
    title: 'The name does not exist',
    what: `There is no ${host}, says the name server.`,
    why: 'The name is misspelt, or is known only in another network.',
    next: 'Compare the host name with the one that you were given.',
    remedy: 'edit-profile',
  }),
  'names-silent': ({ host, asked }) => ({
    title: 'The name servers do not answer',
    what: `No name server says what ${host} is${asked.length === 0 ? '' : ` (asked: ${asked.join(', ')})`}.`,
    why: 'This network’s name server is down or cannot be reached; with a VPN that comes up or goes down, it may be one that only the other network has.',
    next: 'Check the network connection; where the server’s IP address is known, it can stand in the profile instead of the name.',
  }),
  'name-lies': ({ host, told, other }) => ({
    title: 'The name leads to a wrong place here',
    what: `For programs ${host} is ${told.join(', ') || 'nothing'}, where there is no such server; ${other.server} says ${other.address}, and TLS answers there.`,
    why: 'This network’s name server, or a file or program of this computer, gives another answer than the rest: to block the name, or out of date.',
    next: 'Use another name server, or put the address into the profile instead of the name.',
    remedy: 'edit-profile',
  }),
  'name-leads-here': ({ host, address }) => ({
    title: 'The name leads to this computer itself',
    what: `${host} is ${address} for programs, which is this computer, and no such server is here.`,
    why: 'A name server that blocks the name answers so, or the hosts file of this computer has a line for it.',
    next: 'Look for the name in the hosts file, and try another name server or network.',
  }),
  offline: ({ host }) => ({
    title: 'This computer is offline',
    what: `There is no way from this computer to ${host}, or to any other network.`,
    why: 'No network is connected, or the one that is has no way out.',
    next: 'Connect to a network; Adit tries again by itself.',
  }),
  'vpn-loop': ({ host, device }) => ({
    title: 'The way to the server goes through the VPN itself',
    what: `Packets to ${host} leave through ${device}, and nothing comes back.`,
    why: 'A VPN that runs through this tunnel has taken the way to the tunnel’s own server, so that each waits for the other.',
    next: 'Disconnect the VPN, and start it with the file that Adit derives from the server’s: it leaves this way out.',
  }),
  'vpn-silent': ({ host, device }) => ({
    title: 'Nothing comes back through the VPN',
    what: `Packets to ${host} leave through ${device}, a VPN’s interface, and nothing comes back.`,
    why: 'The VPN has no way to that server, or its own connection is dead.',
    next: 'Disconnect the VPN and check again, or make an exception for this server in it.',
  }),
  refused: ({ host, port }) => ({
    title: 'Nobody answers on the server’s port',
    what: `${placeText(host, port)} refused the connection.`,
    why: 'Usually stunnel is not running there, or listens on another port. A firewall or the log-in page of a network can answer alike.',
    next: 'See on the server whether stunnel listens on this port, and start it.',
    serverLine: `accept = ${port}`,
    serverCommand: whoListens(port),
    remedy: 'copy-command',
  }),
  silent: ({ host, port, open }) => ({
    title: open === null ? 'The server is silent' : 'This port is blocked',
    what:
      open === null
        ? `Nothing comes back from ${placeText(host, port)}.`
        : `${host} answers on port ${open}, and nothing comes back from its port ${port}.`,
    why:
      open === null
        ? 'The computer is off, the address is another one, or a firewall on the way drops everything silently.'
        : 'A firewall drops packets to that port, of this network or of the server: many networks let only 443 and 80 through.',
    next:
      open === null
        ? 'Try from another network; when it works there, this network blocks the way.'
        : `Let stunnel accept on port ${open === 443 ? '443' : 'of those that get through'}, or open the port in the server’s firewall.`,
    serverLine: `accept = ${open === 443 ? 443 : port}`,
    serverCommand: `${whoListens(port)}; sudo nft list ruleset`,
    remedy: 'again',
  }),
  'no-way': ({ host, port, code }) => ({
    title: 'There is no way to the server',
    what: `The network says that it has no way to ${placeText(host, port)} (${code}).`,
    why: 'A router on the way, or this computer, has no route to that address; the server’s network may be down, or be another one.',
    next: 'Check that the address is right for the network that you are in.',
  }),
  'ipv6-broken': ({ host, address, seconds }) => ({
    title: 'IPv6 to this server does not work',
    what: `${host} has the IPv6 address ${address}, from which nothing came back within ${Math.round(seconds)} s; IPv4 works.`,
    why: 'This network gives out IPv6 addresses, and does not carry their packets to that server; or the server is not reachable by IPv6.',
    next: 'The tunnel works, and each connection waits for that address when it comes first. With the server’s IPv4 address in the profile nothing waits.',
    remedy: 'edit-profile',
  }),
  'address-broken': ({ host, address, others }) => ({
    title: 'One of the server’s addresses does not answer',
    what: `${host} has an address, ${address}, from which nothing comes back; ${others.join(', ')} answers.`,
    why: 'One of several servers is off, or the name still has an address that is no longer in use.',
    next: 'The tunnel works; connections that try that address first have to wait.',
    serverCommand: `dig +short ${host} A ${host} AAAA`,
    remedy: 'again',
  }),
  'proxy-unreachable': ({ host, port }) => ({
    title: 'The proxy does not answer',
    what: `There is no connection to the proxy ${placeText(host, port)}.`,
    why: 'The proxy is off, its address is another one, or it can be reached from one network only.',
    next: 'Compare the proxy’s address with the one of this network.',
    remedy: 'edit-profile',
  }),
  'proxy-login': ({ host, port, given }) => ({
    title: given ? 'The proxy refuses the log-in' : 'The proxy wants a log-in',
    what: given
      ? `The proxy ${placeText(host, port)} does not accept this user name and password.`
      : `The proxy ${placeText(host, port)} wants a user name and a password.`,
    why: given ? 'One of them is wrong, or has expired.' : 'Only who has an account may use it.',
    next: 'Enter the user name and the password of the proxy.',
    remedy: 'enter-secret',
  }),
  'proxy-scheme': ({ host, port, detail }) => ({
    title: 'The proxy wants a log-in that Adit cannot do',
    what: `The proxy ${placeText(host, port)} wants another kind of log-in: ${detail}.`,
    why: 'NTLM, Negotiate and Digest prove who one is with what the system or the company has.',
    next: 'Run a helper that logs in to the proxy for this computer (px, cntlm), and name it as the proxy of the profile.',
    remedy: 'edit-profile',
  }),
  'proxy-refuses': ({ host, port, detail }, { server }) => ({
    title: 'The proxy does not let this connection through',
    what: `The proxy ${placeText(host, port)} did not open a connection to ${placeText(server.host, server.port)}: ${detail}.`,
    why: 'It may not allow this destination or port, or did not reach the server. Proxies often allow port 443 only.',
    next: 'Ask whoever runs the proxy, or let stunnel accept on port 443.',
    serverLine: 'accept = 443',
    remedy: 'edit-profile',
  }),
  'negotiation-refused': ({ host, port, protocol, detail }) => ({
    title: 'The server does not begin TLS this way',
    what: `${placeText(host, port)} did not agree to begin TLS by ${protocol}: ${detail}`,
    why: 'The server speaks TLS at once, speaks another protocol, or does not offer TLS.',
    next: 'Compare “protocol” of the profile with the server’s: both ends need the same.',
    serverLine: `protocol = ${protocol}`,
    serverCommand: "grep -nE '^[[:space:]]*(accept|connect|protocol)' /etc/stunnel/*.conf",
    remedy: 'edit-profile',
  }),
  unexpected({ error }) {
    const { what, why, next } = explain(error);
    return { title: 'Something else went wrong', what, why, next, serverCommand: SERVER_LOG, remedy: 'again' };
  },
};
