// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { Switch } from './Switch.tsx';

afterEach(cleanup);

/** A switch whose change is done when the test says so. */
function Slow({ finish }: { readonly finish: (end: (isOn: boolean) => void) => void }) {
  const [isOn, setOn] = useState(false);
  const change = () =>
    new Promise<void>((resolve) => {
      finish((changed) => {
        setOn(changed);
        resolve();
      });
    });
  return <Switch label="Tunnel" isSelected={isOn} onChange={change} />;
}

const isOn = () => {
  const found = screen.getByRole<HTMLInputElement>('switch');
  expect(found.getAttribute('aria-checked')).toBe(String(found.checked));
  return found.checked;
};

test.each([
  ['done', true],
  ['refused', false],
])('a switch moves before its change is %s, and is then what came of it', async (_, outcome) => {
  let end: (isOn: boolean) => void = () => {};
  render(<Slow finish={(given) => (end = given)} />);
  await userEvent.click(screen.getByRole('switch'));
  expect(isOn()).toBe(true);
  await act(async () => end(outcome));
  expect(isOn()).toBe(outcome);
});

test('a switch of a form is what the form says', async () => {
  const asked: boolean[] = [];
  render(<Switch label="Strict" isSelected={false} onChange={(is) => void asked.push(is)} />);
  await userEvent.click(screen.getByRole('switch'));
  expect(asked).toEqual([true]);
  expect(isOn()).toBe(false);
});
