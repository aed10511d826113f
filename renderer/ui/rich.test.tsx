// @vitest-environment happy-dom
import { render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { rich } from './rich.tsx';

it('puts parts of the page into a text, and makes them of what tags enclose, in the order of the text', () => {
  const complaints = vi.spyOn(console, 'error');
  render(
    <>
      <p>
        {rich('profile.vpn.everythingWith', {
          file: 'office.ovpn',
          client: 'Tunnelblick',
          b: (parts) => <strong>{parts}</strong>,
        })}
      </p>
      <p>{rich('profile.trust.pinned.which', { fingerprint: <code>AB:CD</code> })}</p>
    </>,
  );
  const [vpn, pinned] = screen.getAllByRole('paragraph');
  expect(vpn?.textContent).toMatch(/office\.ovpn.*Tunnelblick/);
  expect(vpn?.querySelector('strong')?.textContent).toBeTruthy();
  expect(pinned?.querySelector('code')?.textContent).toBe('AB:CD');
  // React wants keys of what stands in a list.
  expect(complaints).not.toHaveBeenCalled();
});
