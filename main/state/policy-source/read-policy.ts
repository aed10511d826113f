/** The policy of this computer, in the form that its system has for such things. */

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { win32 } from 'node:path';
import { promisify } from 'node:util';
import { toSay } from '../../../preload/words/text.ts';
import { noPolicy, type Policy, policyOf, unreadablePolicy } from '../policy.ts';
import { smallFirst, valuesOf } from './registry.ts';

export const LINUX_POLICY = '/etc/adit/policy.json';
export const WINDOWS_POLICY = 'HKLM\\SOFTWARE\\Policies\\Adit';
export const MAC_POLICY = '/Library/Managed Preferences/app.adit.desktop.plist';

export interface PolicyPorts {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Throws the system's error. */
  readonly readText: (path: string) => string;
  /** What the program writes; rejects when it fails. */
  readonly run: (program: string, line: readonly string[]) => Promise<string>;
}

export const thisPolicySource: PolicyPorts = {
  platform: process.platform,
  env: process.env,
  readText: (path) => readFileSync(path, 'utf8'),
  run: async (program, line) => (await promisify(execFile)(program, [...line], { timeout: 10_000 })).stdout,
};

/** Never rejects: where there is a policy that cannot be read, that is told, and the strictest holds. */
export async function readPolicy(ports: PolicyPorts): Promise<Policy> {
  switch (ports.platform) {
    case 'win32':
      return readRegistry(ports);
    case 'darwin':
      return readPreferences(ports);
    default:
      return readFile(ports);
  }
}

async function readRegistry({ env, run, readText }: PolicyPorts): Promise<Policy> {
  const reg = win32.join(env['SystemRoot'] ?? 'C:\\Windows', 'System32\\reg.exe');
  try {
    return policyOf(valuesOf(await run(reg, ['query', WINDOWS_POLICY])), WINDOWS_POLICY, readText);
  } catch {
    // reg.exe fails where there is no such key, which is how most computers are.
    return noPolicy;
  }
}

async function readPreferences({ run, readText }: PolicyPorts): Promise<Policy> {
  try {
    readText(MAC_POLICY);
  } catch (thrown) {
    return isMissing(thrown) ? noPolicy : unreadablePolicy(MAC_POLICY, codeOf(thrown));
  }
  try {
    const json = await run('/usr/bin/plutil', ['-convert', 'json', '-o', '-', MAC_POLICY]);
    const values = Object.entries(JSON.parse(json) as Readonly<Record<string, unknown>>);
    // What configuration profiles add for themselves begins with a small letter or is none of ours.
    const ours = values.filter(([name]) => !/^(?:PayloadUUID|_)/.test(name));
    return policyOf(Object.fromEntries(ours.map(([name, value]) => [smallFirst(name), value])), MAC_POLICY, readText);
  } catch {
    return unreadablePolicy(MAC_POLICY, toSay('notice.policy.noPropertyList'));
  }
}

function readFile({ readText }: PolicyPorts): Policy {
  const place = LINUX_POLICY;
  let text: string;
  try {
    text = readText(place);
  } catch (thrown) {
    return isMissing(thrown) ? noPolicy : unreadablePolicy(place, codeOf(thrown));
  }
  try {
    return policyOf(JSON.parse(text), place, readText);
  } catch {
    return unreadablePolicy(place, toSay('notice.policy.noJson'));
  }
}

const codeOf = (thrown: unknown): string => (thrown as NodeJS.ErrnoException).code ?? 'UNKNOWN';
const isMissing = (thrown: unknown): boolean => codeOf(thrown) === 'ENOENT' || codeOf(thrown) === 'ENOTDIR';
