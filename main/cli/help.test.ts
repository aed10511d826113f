/** The help and the parser know the same options. */
import { describe, expect, it } from 'vitest';
import { optionsOf, parseCommandLine } from './arguments.ts';
import { commandNames } from './command-line-in.ts';
import { commands } from './description/index.ts';
import { helpText } from './help.ts';

const byName = (one: { readonly name: string }, other: { readonly name: string }) => one.name.localeCompare(other.name);

it('the overview names every command, and what stands in place of one', () => {
  const text = helpText(null);
  const named = [...text.matchAll(/^ {2}([a-z][a-z-]+)(?: |$)/gm)].map(([, name]) => name);
  expect(new Set(named)).toEqual(new Set(commandNames));
  for (const option of ['--help', '--version']) {
    expect(text).toContain(`  ${option} `);
    expect(parseCommandLine([option]).kind).not.toBe('misuse');
  }
});

describe.each(commandNames)('the help of %s', (command) => {
  const text = helpText(command);

  it('explains every option that the command takes, and no other', () => {
    const described = commands[command].options.map(({ name, value }) => ({ name, hasValue: value !== null }));
    expect(described.toSorted(byName)).toEqual([...optionsOf(command)].toSorted(byName));
    for (const { name } of described) expect(text).toMatch(new RegExp(`^ {2}--${name}\\b`, 'm'));
  });

  it('begins with how the command is used', () => {
    expect(text).toMatch(new RegExp(`^Usage: adit ${command}\\b`));
  });
});

it('the descriptor of run is explained', () => {
  expect(helpText('run')).toContain('-fd N');
});
