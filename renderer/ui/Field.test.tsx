// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { TextInput } from './Field.tsx';

afterEach(cleanup);

test.each([
  ['what is the machine’s runs from left to right: Chromium does not look for a direction in a long line', true, 'ltr'],
  ['what a person writes runs as it is written', false, 'auto'],
] as const)('%s', (_, monospace, direction) => {
  render(<TextInput label="Text" value="" onChange={() => {}} lines={5} monospace={monospace} />);
  expect(screen.getByLabelText('Text').getAttribute('dir')).toBe(direction);
});
