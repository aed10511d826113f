/** Commands that the running app obeys. */
import { type CommandDescription, json, type OptionDescription, userData } from './description.ts';

const start: OptionDescription = { name: 'start', value: null, about: 'start the app when it is not running' };

export const appCommands = {
  list: {
    operand: '',
    summary: 'the profiles of the running app, and how they are',
    usage: ['list [--names | --json] [--start]'],
    about:
      'Prints the profiles of the running app, their status, and where programs connect to. The app has to run, as the same user.',
    options: [{ name: 'names', value: null, about: 'the names alone, one a line' }, json, start, userData],
  },
  status: {
    operand: '[NAME]',
    summary: 'the same, or of one; --watch goes on telling',
    usage: ['status [NAME] [--watch] [--json] [--start]'],
    about: 'As “adit list”, or of one profile: then the exit status is 0 when its server is reachable, else 1.',
    options: [
      {
        name: 'watch',
        value: null,
        about: 'print again after each change, until Ctrl-C; with --json a line each time',
      },
      json,
      start,
      userData,
    ],
  },
  on: {
    operand: 'NAME',
    summary: 'switch a tunnel of the running app on, and wait for its server',
    usage: ['on NAME [--json] [--start]'],
    about: `Switches a tunnel of the running app on and waits until its server is reachable, or says why it is not, with status 1.
NAME is the profile's name, or a beginning of it that no other has. Questions are asked in the app's window.`,
    options: [json, start, userData],
  },
  off: {
    operand: 'NAME',
    summary: 'switch it off',
    usage: ['off NAME [--json] [--start]'],
    about: 'Switches a tunnel of the running app off.',
    options: [json, start, userData],
  },
  open: {
    operand: 'NAME',
    summary: 'what Connect does: on, wait for the server, start the program',
    usage: ['open NAME [--json] [--start]'],
    about: 'Does what “Connect” in the app does: switches the tunnel on, waits for its server, and starts the program.',
    options: [json, start, userData],
  },
  log: {
    operand: '[NAME]',
    summary: 'the end of the app’s log; --follow goes on',
    usage: ['log [NAME] [--lines N] [--follow]'],
    about: `Prints the last lines of the app's log, or of them those about one profile. The app need not run.`,
    options: [
      { name: 'lines', value: 'N', about: 'how many: 200' },
      { name: 'follow', value: null, about: 'print what is added, until Ctrl-C' },
      userData,
    ],
  },
  report: {
    operand: '[NAME]',
    summary: 'the diagnostic report, without secrets, for whoever helps you',
    usage: ['report [NAME] [--show-hosts] [--hide-addresses]'],
    about: `Prints versions, settings, the app's profiles or one of them without secrets, and the last 500 lines of the app's log.
Secrets, your user name, your home folder and the names of servers are blotted out. The app need not run. Read it before you pass it on.`,
    options: [
      { name: 'show-hosts', value: null, about: 'leave the names of servers' },
      { name: 'hide-addresses', value: null, about: 'blot out IP addresses as well' },
      userData,
    ],
  },
} as const satisfies Readonly<Record<string, CommandDescription>>;
