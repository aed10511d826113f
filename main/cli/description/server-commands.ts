/** Commands about servers, and about the program itself. */
import { type CommandDescription, userData } from './description.ts';

export const serverCommands = {
  probe: {
    operand: 'HOST:PORT',
    summary: 'look at a TLS server and its certificate',
    usage: ['probe HOST:PORT [--sni NAME] [--proxy system|URL] [--json]'],
    about: `Makes a TLS handshake with the server and prints protocol, cipher, handshake time, its certificate, and whether the
system trusts it. The exit status is 0 when the server answered with TLS, trusted or not, and 1 when it did not. A service
without TLS is listened to, and asked once each as a web server, PostgreSQL and LDAP, to say what it is and whether it has
a “protocol”.`,
    options: [
      {
        name: 'sni',
        value: 'NAME',
        about: 'the server name to ask for; without it HOST, unless that is an IP address',
      },
      {
        name: 'proxy',
        value: 'URL',
        about:
          'go through a proxy: http://HOST:PORT, socks5://… or socks4a://…, each with USER:PASSWORD@ where it wants them. “system”: the one that https_proxy, all_proxy and no_proxy in the environment name',
      },
      { name: 'json', value: null, about: 'print JSON: {ok, reached, chain, systemTrusts, error, explanation}' },
    ],
  },
  diagnose: {
    operand: 'PROFILE | HOST:PORT | --log FILE',
    summary: 'walk the way to a server step by step and name what is broken',
    usage: [
      'diagnose HOST:PORT [--sni NAME] [--proxy system|URL] [--no-others] [--json]',
      'diagnose PROFILE [--no-others] [--json]',
      'diagnose --log FILE [--json]',
    ],
    about: `Walks the way to a server: name, route, connection, proxy, TLS, certificate, the service behind. Prints each step with what
was seen and how long it took, and stops at the first one that is broken: what that usually means, and what to do on which
side, with the line of the server's stunnel.conf or the command to run there. PROFILE is one of the app, by its name or a
beginning of it; the configuration, the local port and what the server wants of its clients are checked as well. Secrets are known only
while the app runs.

When the certificate is not the right one, or no TLS is there, two or four well-known web servers are asked by the same way,
to tell a network's log-in page, TLS inspection and a wrong clock from the server.

The exit status is 0 when every step works, 1 when one is broken or there is no such profile.`,
    options: [
      { name: 'sni', value: 'NAME', about: 'the server name to ask for; without it HOST' },
      { name: 'proxy', value: 'URL', about: 'as for “adit probe”' },
      { name: 'no-others', value: null, about: 'ask nobody but the server and the name servers' },
      {
        name: 'log',
        value: 'FILE',
        about:
          "explain what stunnel has logged, a server's or a client's; - is standard input. Status 1 when a line of it is about a fault",
      },
      { name: 'json', value: null, about: 'print JSON: {ok, diagnosis} or, of a log, {ok, findings}' },
      userData,
    ],
  },
  capabilities: {
    operand: '',
    summary: "what of stunnel's settings the TLS library here can honour",
    usage: ['capabilities [--json]'],
    about: `Lists the settings of stunnel that depend on the TLS library, and which of them the one in this program can honour. Then what
it uses below the interface of Node.js, each part tried on a connection of its own, and what it does where one does not work.`,
    options: [{ name: 'json', value: null, about: 'print JSON: {library, table, internals}' }],
  },
  demo: {
    operand: '',
    summary: 'a demo server and a tunnel to it, in this terminal',
    usage: ['demo'],
    about: `Starts a demo server with a certificate made for this run, imports its configuration as any other, and opens a tunnel
to it. Prints the line to try. Ctrl-C ends both.`,
    options: [],
  },
  'server-kit': {
    operand: 'FOLDER',
    summary: 'make everything that a stunnel server needs, and a file for each client',
    usage: [
      'server-kit FOLDER --host HOST --service NAME … [OPTIONS]',
      'server-kit FOLDER [--client NAME] [--revoke NAME] [--renew] [--service NAME] …',
    ],
    about: `Makes in FOLDER what a stunnel server needs: configuration, certificates, scripts that install and check it, and a file
for each client. README.md in it has the commands. On a folder that it has made it changes what is said and keeps the
rest. The folder holds private keys; nothing of them is kept elsewhere.`,
    options: [
      { name: 'host', value: 'HOST', about: 'how clients reach the server' },
      {
        name: 'service',
        value: 'NAME[=[HOST:]PORT][@PORT]',
        about:
          'a service: its name, where the server reaches it, and where clients come in (443). Known names (ssh, openvpn, rsync, http, redis, …) need no port. Several on one port are told apart by SNI',
      },
      {
        name: 'platform',
        value: 'WHAT',
        about: 'debian (usual; Ubuntu too), raspberry-pi, docker, compose, alpine, freebsd, macos, windows',
      },
      {
        name: 'certificate',
        value: 'WHAT',
        about: 'self-signed (usual; clients pin it), authority (one of its own signs it), lets-encrypt',
      },
      { name: 'days', value: 'DAYS', about: 'how long the certificate lives: 825' },
      {
        name: 'email',
        value: 'ADDRESS',
        about: "for Let's Encrypt, which writes when a certificate is about to run out",
      },
      { name: 'clients', value: 'WHAT', about: 'what lets a client in: certificate (usual with --client), psk, none' },
      {
        name: 'client',
        value: 'NAME',
        about: 'let a client in',
      },
      { name: 'revoke', value: 'NAME', about: 'let a client in no longer' },
      {
        name: 'passphrase-file',
        value: 'FILE',
        about: 'with --client: its first line encrypts the client’s key',
      },
      {
        name: 'page',
        value: 'sni:[HOST:]PORT | redirect:[HOST:]PORT | none',
        about: 'the web server for whoever asks for no service (sni) or has no client certificate (redirect)',
      },
      { name: 'renew', value: null, about: 'a new certificate for the server' },
      { name: 'new-key', value: null, about: 'with --renew: of a new key' },
    ],
  },
  completions: {
    operand: 'SHELL',
    summary: 'what bash, zsh, fish or PowerShell needs to complete these commands',
    usage: ['completions bash|zsh|fish|powershell'],
    about: `Prints a script for the shell. Packages for Debian and Fedora have it installed already. Elsewhere:

  bash        adit completions bash > ~/.local/share/bash-completion/completions/adit
  zsh         adit completions zsh > ~/.zfunc/_adit, with that folder in fpath
  fish        adit completions fish > ~/.config/fish/completions/adit.fish
  PowerShell  adit completions powershell >> $PROFILE`,
    options: [],
  },
} as const satisfies Readonly<Record<string, CommandDescription>>;
