import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { logCommand } from './log.ts';

let folder: string;
let said: string[];
const output = {
  result: (line: string) => void said.push(line),
  message: (line: string) => void said.push(`! ${line}`),
};
const log = (more: { readonly name?: string; readonly lines?: number; readonly follow?: boolean } = {}) =>
  logCommand({ kind: 'log', name: null, lines: 200, follow: false, userData: folder, ...more }, output);
const lines = ['[1] [info] Home: on', '[2] [info] Work: on', '[3] [warn] Home: Work: odd'];

beforeEach(async () => {
  said = [];
  folder = await mkdtemp(path.join(tmpdir(), 'adit-log-'));
});
afterEach(() => rm(folder, { recursive: true }));

const write = async () => {
  await mkdir(path.join(folder, 'logs'));
  await writeFile(path.join(folder, 'logs/adit.log'), `${lines.join('\n')}\n`);
};

test('prints the last lines, or those about one profile', async () => {
  await write();
  expect(await log({ lines: 2 })).toBe(0);
  expect(said).toEqual(lines.slice(1));
  said = [];
  await log({ name: 'home' });
  expect(said).toEqual([lines[0], lines[2]]);
});

test('goes on with what is added, until it is told to end', async () => {
  await write();
  const following = log({ lines: 1, follow: true });
  await expect.poll(() => said.length).toBe(1);
  await appendFile(path.join(folder, 'logs/adit.log'), '[4] [info] Home: off\n');
  await expect.poll(() => said.at(-1)).toBe('[4] [info] Home: off');
  process.emit('SIGTERM');
  expect(await following).toBe(0);
});

test('says when there is none yet', async () => {
  expect(await log()).toBe(1);
  expect(said).toEqual([expect.stringContaining('no log at')]);
});

test('waits for the first line where it is to follow', async () => {
  const following = log({ follow: true });
  await expect.poll(() => said).toEqual([expect.stringContaining('no log at')]);
  await write();
  await expect.poll(() => said.slice(1)).toEqual(lines);
  process.emit('SIGTERM');
  expect(await following).toBe(0);
});
