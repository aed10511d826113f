/** Commands about configurations. */
import { type CommandDescription, userData } from './description.ts';

export const fileCommands = {
  import: {
    operand: 'FILE',
    summary: 'show what a stunnel.conf becomes, and which questions it leaves',
    usage: [
      'import FILE|FOLDER|ADDRESS [--host HOST] [--port PORT] [--json]',
      'import ssh://USER@HOST[:PORT] [--json]',
      'import FILE|FOLDER|ssh://USER@HOST --app [--start]',
    ],
    about: `Reads a stunnel.conf, a server's or a client's, and prints each service as the client profile it becomes, the questions
that are left, and notes with line numbers about what has no effect here. Of a folder, a zip or a tar the whole set is read: files that are
included, and certificates that lie beside the configuration. Shared profiles (.adit) and OpenVPN configurations are read as well. Nothing is saved.
FILE - is standard input. An ADDRESS is host:port, a URL such as rediss://host, or, as one argument, a command: ssh -p 443 user@host,
openssl s_client, socat, ncat --ssl, gnutls-cli, stunnel -c.

With ssh://USER@HOST the configuration is brought from the server itself, by the system's ssh, which asks for what it needs. The command
is said first; on the server a shell gathers stunnel's configurations from the usual places, without private keys and pre-shared keys, and
the certificates that lie beside them. Nothing is changed there. Log in as root where only root may read them.

With --app the preview opens in the window of the running app, where it can be added.`,
    options: [
      {
        name: 'host',
        value: 'HOST',
        about: "the server's host name, which a server's configuration does not hold; counts more than any guess",
      },
      {
        name: 'port',
        value: 'PORT',
        about: "the server's port to the outside, where the configuration leaves it open",
      },
      { name: 'json', value: null, about: 'print JSON: {ok, source, services, profiles, notes} or {ok: false, error}' },
      { name: 'app', value: null, about: 'show it in the running app instead' },
      { name: 'start', value: null, about: 'with --app: start the app when it is not running' },
      userData,
    ],
  },
  check: {
    operand: 'FILE',
    summary: 'say whether stunnel accepts a stunnel.conf',
    usage: ['check FILE [--no-files]'],
    about: `Reads a stunnel.conf with what it includes as strictly as stunnel 5.75 does and prints what it would refuse, as it would
say it. Files that it names (certificates, keys, pre-shared keys, revocation lists) have to be there and to hold what they
should; relative ones are looked for where the command is started. Whether a key belongs to its certificate is not
checked. Host names and accounts are not looked up; what depends on them is said on standard error. The exit status is 0
when stunnel accepts the file and 1 when it does not. FILE - is standard input.`,
    options: [
      { name: 'no-files', value: null, about: 'judge the text alone, for a file that is meant for another computer' },
    ],
  },
  run: {
    operand: 'FILE',
    summary: 'run the client services of a stunnel.conf in the foreground, as stunnel would',
    usage: ['run FILE'],
    about: `Runs the client services (client = yes) of a stunnel.conf as stunnel does, in the foreground: literally, so that a port
alone listens on all interfaces and nothing is verified that the file does not verify. The log goes to standard error in
stunnel's format, as much of it as “debug” says, and to the file that “output” names. What has no effect is listed.
The passphrase of an encrypted key is asked for on the terminal.

SIGHUP reads the file again; when it is wrong, the configuration of before stays. SIGUSR1 reopens the log file. SIGINT
(Ctrl-C) and SIGTERM end it with status 0. A file that stunnel would refuse is refused in its words, with status 1.
FILE - is standard input, and -fd N in its place descriptor N. A file without sections and “accept” serves one connection on
standard input and output, as stunnel started by inetd: rsync-ssl works with Adit in stunnel's place.`,
    options: [],
  },
  connect: {
    operand: 'NAME | FILE SERVICE | HOST:PORT',
    summary: "join standard input and output to a service's tunnel, for ssh's ProxyCommand",
    usage: ['connect NAME', 'connect FILE SERVICE', 'connect HOST:PORT [--sni NAME] [--ca FILE | --pin FILE]'],
    about: `Joins standard input and output to the server of one of the app's profiles; nothing listens. The app need not run, unless
the profile has a secret, which only the app can open: then the tunnel is switched on there. For ssh:

  ssh -o ProxyCommand='adit connect Office' HOST

Or to that of one client service of a stunnel.conf. SERVICE is the name of the section, without brackets:

  ssh -o ProxyCommand='adit connect client.conf ssh' HOST

With HOST:PORT no file is needed. As ProxyCommand, and as PuTTY's local proxy command (there: adit connect %host:%port):

  ssh -o ProxyCommand='adit connect %h:443' HOST`,
    options: [
      {
        name: 'sni',
        value: 'NAME',
        about: 'the server name to ask for, and to look for in the certificate; without it HOST',
      },
      {
        name: 'ca',
        value: 'FILE',
        about: "who may have issued the server's certificate (PEM); without it the system's authorities",
      },
      { name: 'pin', value: 'FILE', about: "the server's certificate itself (PEM)" },
      { name: 'user-data', value: 'DIR', about: 'with NAME: of an app that was started with --user-data-dir' },
    ],
    after: `Messages go to standard error. The exit status is 0 when the connection has ended cleanly, and 1 when there was none or it
was reset.`,
  },
  service: {
    operand: 'install FILE | remove',
    summary: 'have the system do what run does',
    usage: ['service install FILE [--system] [--name NAME]', 'service remove [--system] [--name NAME]'],
    about: `Has the system run the client services of a stunnel.conf, as “adit run FILE” does: from your login on, or with --system
from the start of the computer, as whoever owns FILE. Linux: a unit of systemd, which for the computer may do little else.
macOS: an agent or a daemon of launchd. Windows: prints what the task scheduler is to be told. “install” again brings what has
changed; “remove” stops it and takes the unit away. Where the log is, is said.

A key with a passphrase cannot be used: nobody is there to be asked.`,
    options: [
      { name: 'system', value: null, about: 'for the computer instead of for you; for root' },
      { name: 'name', value: 'NAME', about: 'of the service, where there are several: adit' },
    ],
  },
} as const satisfies Readonly<Record<string, CommandDescription>>;
