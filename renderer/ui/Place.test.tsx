// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { Place } from './Place.tsx';

afterEach(cleanup);

it.each([
  ['vpn.example.org:443', ['vpn.', 'example.', 'org'], ':443'],
  ['[2001:db8::1]:8443', ['[2001:db8::1]'], ':8443'],
  ['/run/user/1000/office.sock', ['/', 'run/', 'user/', '1000/', 'office.', 'sock'], ''],
  ['http://user@proxy.example:3128', ['http://', 'user@', 'proxy.', 'example'], ':3128'],
])('%s ends a line behind its parts, and keeps its port in one', (text, parts, port) => {
  const { container } = render(<Place text={text} />);
  expect(container.textContent).toBe(text);
  expect(container.querySelector('span')?.textContent).toBe(port);
  expect(container.querySelectorAll('wbr')).toHaveLength(parts.length - 1);
});
