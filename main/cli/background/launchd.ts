/** A property list of launchd (launchd.plist(5)). Pure. */
import { join } from 'node:path/posix';
import type { BackgroundPlan, Service, Surroundings } from './service.ts';

const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const string = (text: string): string => `<string>${xml(text)}</string>`;

export function launchdPlan(service: Service, { home, uid }: Surroundings): BackgroundPlan {
  const { name, system } = service;
  const folder = system ? '/Library/LaunchDaemons' : join(home, 'Library/LaunchAgents');
  const logs = system ? '/Library/Logs/Adit' : join(home, 'Library/Logs/Adit');
  const log = join(logs, `${name}.log`);
  const path = join(folder, `${name}.plist`);
  const domain = system ? 'system' : `gui/${uid}`;
  const stop = { line: ['launchctl', 'bootout', `${domain}/${name}`] as const, optional: true };
  return {
    unit: { path, text: propertyList(service, log) },
    folders: [folder, logs],
    // launchd knows one of a name at most, and reads its list when it gets to know it.
    install: [
      { ...stop, line: [...stop.line] },
      { line: ['launchctl', 'bootstrap', domain, path], optional: false },
    ],
    remove: [{ ...stop, line: [...stop.line] }],
    words: [
      `The log: ${log}`,
      `After a change of the configuration: launchctl kill HUP ${domain}/${name}`,
      ...(system ? [] : ['It runs while you are logged in.']),
    ],
  };
}

function propertyList({ name, system, program, file, user }: Service, log: string): string {
  const entries: readonly (readonly [string, string])[] = [
    ['Label', string(name)],
    ['ProgramArguments', `<array>${[...program, 'run', file].map(string).join('')}</array>`],
    ['WorkingDirectory', string(file.slice(0, file.lastIndexOf('/')) || '/')],
    ...(system ? [['UserName', string(user)] as const] : []),
    ['RunAtLoad', '<true/>'],
    ['KeepAlive', '<dict><key>SuccessfulExit</key><false/></dict>'],
    ['Umask', '<integer>63</integer>'],
    ['StandardErrorPath', string(log)],
  ];
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    '<dict>',
    ...entries.map(([key, value]) => `  <key>${key}</key>${value}`),
    '</dict>',
    '</plist>',
  ].join('\n')}\n`;
}
