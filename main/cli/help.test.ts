/** The help and the parser know the same options. */
import { describe, expect, it } from 'vitest';
import { optionsOf, parseCommandLine } from './arguments.ts';
import { commandNames } from './command-line-in.ts';
import { helpText } from './help.ts';

/** Those that a text explains in a line of their own: `  --name VALUE  what it does`. */
const explained = (text: string) =>
  [...text.matchAll(/^ {2}--([a-z-]+)( [A-Z]+)? {2,}\S/gm)].map(([, name = '', value]) => ({
    name,
    hasValue: value !== undefined,
  }));

const byName = (one: { readonly name: string }, other: { readonly name: string }) => one.name.localeCompare(other.name);

it('the overview names every command, and what stands in place of one', () => {
  const text = helpText(null);
  const named = [...text.matchAll(/^ {2}([a-z]+)(?: |$)/gm)].map(([, name]) => name);
  expect(new Set(named)).toEqual(new Set(commandNames));
  for (const { name } of explained(text)) expect(parseCommandLine([`--${name}`]).kind).not.toBe('misuse');
  expect(explained(text).map(({ name }) => name)).toEqual(['help', 'version']);
});

describe.each(commandNames)('the help of %s', (command) => {
  const text = helpText(command);

  it('explains every option that the command takes, and no other', () => {
    expect(explained(text).toSorted(byName)).toEqual([...optionsOf(command)].toSorted(byName));
  });

  it('begins with how the command is used', () => {
    expect(text).toMatch(new RegExp(`^Usage: adit ${command}\\b`));
  });
});

it('the descriptor of run is explained', () => {
  expect(helpText('run')).toContain('-fd N');
});
