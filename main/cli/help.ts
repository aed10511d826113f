import type { CommandName } from './command-line-in.ts';

const overview = `Adit is the client end of TLS tunnels to stunnel servers.

Usage: adit COMMAND

  list             the profiles of the running app, and how they are
  status [NAME]    the same, or of one; --watch goes on telling
  on NAME          switch a tunnel of the running app on, and wait for its server
  off NAME         switch it off
  open NAME        what Connect does: on, wait for the server, start the program
  import FILE      show what a stunnel.conf becomes, and which questions it leaves
  check FILE       say whether stunnel accepts a stunnel.conf
  run FILE         run the client services of a stunnel.conf in the foreground, as stunnel would
  connect NAME | FILE SERVICE | HOST:PORT
                   join standard input and output to a service's tunnel, for ssh's ProxyCommand
  probe HOST:PORT  look at a TLS server and its certificate
  diagnose PROFILE | HOST:PORT | --log FILE
                   walk the way to a server step by step and name what is broken
  capabilities     what of stunnel's settings the TLS library here can honour
  demo             a demo server and a tunnel to it, in this terminal
  server-kit FOLDER
                   make everything that a stunnel server needs, and a file for each client

  --help           this text, or that of a command: adit COMMAND --help
  --version        the version

Exit status: 0 when it worked, 1 when it did not, 2 when the command line makes no sense.`;

const APP = `  --json           print JSON
  --user-data DIR  of an app that was started with --user-data-dir`;

const topics: Readonly<Record<CommandName, string>> = {
  list: `Usage: adit list [--json]

Prints the profiles of the running app, their status, and where programs connect to. The app has to run, as the same user.

${APP}`,
  status: `Usage: adit status [NAME] [--watch] [--json]

As “adit list”, or of one profile: then the exit status is 0 when its server is reachable, else 1.

  --watch          print again after each change, until Ctrl-C; with --json a line each time
${APP}`,
  on: `Usage: adit on NAME [--json]

Switches a tunnel of the running app on and waits until its server is reachable, or says why it is not, with status 1.
NAME is the profile's name, or a beginning of it that no other has. Questions are asked in the app's window.

${APP}`,
  off: `Usage: adit off NAME [--json]

Switches a tunnel of the running app off.

${APP}`,
  open: `Usage: adit open NAME [--json]

Does what “Connect” in the app does: switches the tunnel on, waits for its server, and starts the program.

${APP}`,
  import: `Usage: adit import FILE|FOLDER [--host HOST] [--port PORT] [--json]

Reads a stunnel.conf, a server's or a client's, and prints each service as the client profile it becomes, the questions
that are left, and notes with line numbers about what has no effect here. Of a folder, a zip or a tar the whole set is read: files that are
included, and certificates that lie beside the configuration. Shared profiles (.adit) are read as well. Nothing is saved.
FILE - is standard input.

  --host HOST  the server's host name, which a server's configuration does not hold; counts more than any guess
  --port PORT  the server's port to the outside, where the configuration leaves it open
  --json       print JSON: {ok, source, services, profiles, notes} or {ok: false, error}`,
  check: `Usage: adit check FILE [--no-files]

Reads a stunnel.conf with what it includes as strictly as stunnel 5.75 does and prints what it would refuse, as it would
say it. Files that it names (certificates, keys, pre-shared keys, revocation lists) have to be there and to hold what they
should; relative ones are looked for where the command is started. Whether a key belongs to its certificate is not
checked. Host names and accounts are not looked up; what depends on them is said on standard error. The exit status is 0
when stunnel accepts the file and 1 when it does not. FILE - is standard input.

  --no-files   judge the text alone, for a file that is meant for another computer`,
  run: `Usage: adit run FILE

Runs the client services (client = yes) of a stunnel.conf as stunnel does, in the foreground: literally, so that a port
alone listens on all interfaces and nothing is verified that the file does not verify. The log goes to standard error in
stunnel's format, as much of it as “debug” says, and to the file that “output” names. What has no effect is listed.
The passphrase of an encrypted key is asked for on the terminal.

SIGHUP reads the file again; when it is wrong, the configuration of before stays. SIGUSR1 reopens the log file. SIGINT
(Ctrl-C) and SIGTERM end it with status 0. A file that stunnel would refuse is refused in its words, with status 1.
FILE - is standard input, and -fd N in its place descriptor N. A file without sections and “accept” serves one connection on
standard input and output, as stunnel started by inetd: rsync-ssl works with Adit in stunnel's place.`,
  connect: `Usage: adit connect NAME
       adit connect FILE SERVICE
       adit connect HOST:PORT [--sni NAME] [--ca FILE | --pin FILE]

Joins standard input and output to the server of one of the app's profiles; nothing listens. The app need not run, unless
the profile has a secret, which only the app can open: then the tunnel is switched on there. For ssh:

  ssh -o ProxyCommand='adit connect Office' HOST

Or to that of one client service of a stunnel.conf. SERVICE is the name of the section, without brackets:

  ssh -o ProxyCommand='adit connect client.conf ssh' HOST

With HOST:PORT no file is needed. As ProxyCommand, and as PuTTY's local proxy command (there: adit connect %host:%port):

  ssh -o ProxyCommand='adit connect %h:443' HOST

  --sni NAME   the server name to ask for, and to look for in the certificate; without it HOST
  --ca FILE    who may have issued the server's certificate (PEM); without it the system's authorities
  --pin FILE   the server's certificate itself (PEM)
  --user-data DIR  with NAME: of an app that was started with --user-data-dir

Messages go to standard error. The exit status is 0 when the connection has ended cleanly, and 1 when there was none or it
was reset.`,
  capabilities: `Usage: adit capabilities [--json]

Lists the settings of stunnel that depend on the TLS library, and which of them the one in this program can honour. Then what
it uses below the interface of Node.js, each part tried on a connection of its own, and what it does where one does not work.

  --json       print JSON: {library, table, internals}`,
  probe: `Usage: adit probe HOST:PORT [--sni NAME] [--proxy system|URL] [--json]

Makes a TLS handshake with the server and prints protocol, cipher, handshake time, its certificate, and whether the
system trusts it. The exit status is 0 when the server answered with TLS, trusted or not, and 1 when it did not. A service
without TLS is listened to, and asked once each as a web server, PostgreSQL and LDAP, to say what it is and whether it has
a “protocol”.

  --sni NAME   the server name to ask for; without it HOST, unless that is an IP address
  --proxy URL  go through a proxy: http://HOST:PORT, socks5://… or socks4a://…, each with USER:PASSWORD@ where it wants
               them. “system”: the one that https_proxy, all_proxy and no_proxy in the environment name
  --json       print JSON: {ok, reached, chain, systemTrusts, error, explanation}`,
  diagnose: `Usage: adit diagnose HOST:PORT [--sni NAME] [--proxy system|URL] [--no-others] [--json]
       adit diagnose PROFILE [--no-others] [--json]
       adit diagnose --log FILE [--json]

Walks the way to a server: name, route, connection, proxy, TLS, certificate, the service behind. Prints each step with what
was seen and how long it took, and stops at the first one that is broken: what that usually means, and what to do on which
side, with the line of the server's stunnel.conf or the command to run there. PROFILE is one of the running app, by its name or
a beginning of it; the configuration, the local port and what the server wants of its clients are checked as well.

When the certificate is not the right one, or no TLS is there, two or four well-known web servers are asked by the same way,
to tell a network's log-in page, TLS inspection and a wrong clock from the server.

The exit status is 0 when every step works, 1 when one is broken or there is no such profile.

  --sni NAME   the server name to ask for; without it HOST
  --proxy URL  as for “adit probe”
  --no-others  ask nobody but the server and the name servers
  --log FILE   explain what stunnel has logged, a server's or a client's; - is standard input. Status 1 when a line of it is
               about a fault
  --json       print JSON: {ok, diagnosis} or, of a log, {ok, findings}`,
  demo: `Usage: adit demo

Starts a demo server with a certificate made for this run, imports its configuration as any other, and opens a tunnel
to it. Prints the line to try. Ctrl-C ends both.`,
  'server-kit': `Usage: adit server-kit FOLDER --host HOST --service NAME … [OPTIONS]
       adit server-kit FOLDER [--client NAME] [--revoke NAME] [--renew] [--service NAME] …

Makes in FOLDER what a stunnel server needs: configuration, certificates, scripts that install and check it, and a file
for each client. README.md in it has the commands. On a folder that it has made it changes what is said and keeps the
rest. The folder holds private keys; nothing of them is kept elsewhere.

  --host HOST          how clients reach the server
  --service NAME[=[HOST:]PORT][@PORT]
                       a service: its name, where the server reaches it, and where clients come in (443). Known names
                       (ssh, openvpn, rsync, http, redis, …) need no port. Several on one port are told apart by SNI
  --platform WHAT      debian (usual; Ubuntu too), raspberry-pi, docker, compose, alpine, freebsd, macos, windows
  --certificate WHAT   self-signed (usual; clients pin it), authority (one of its own signs it), lets-encrypt
  --days DAYS          how long the certificate lives: 825
  --email ADDRESS      for Let's Encrypt, which writes when a certificate is about to run out
  --clients WHAT       what lets a client in: certificate (usual with --client), psk, none
  --client NAME        let a client in; with --passphrase-file FILE its key is encrypted by the file's first line
  --revoke NAME        let a client in no longer
  --page sni:[HOST:]PORT | redirect:[HOST:]PORT | none
                       the web server for whoever asks for no service (sni) or has no client certificate (redirect)
  --renew [--new-key]  a new certificate for the server`,
};

export const helpText = (topic: CommandName | null): string => (topic === null ? overview : topics[topic]);
