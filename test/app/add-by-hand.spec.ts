import { expect, test } from './support/test.ts';

test('a server is added without a configuration: by hand, and from a pasted ssh command', async ({ launch }) => {
  const { window, page, state } = await launch();
  await window.button('Add a server').click();
  await window.button('Enter it by hand…').click();
  await expect(window.field("Server's host name")).toBeFocused();
  await expect(window.button('Continue')).toBeDisabled();
  await page.keyboard.type('tunnel.example');
  await page.keyboard.press('Enter');
  await expect(window.sheet()).toContainText('Entered by hand');
  await expect(window.field('Local port')).toHaveValue('2222');
  await window.button('Add and edit…').click();
  await expect(window.sheet()).toContainText('Edit');
  await page.keyboard.press('Escape');
  expect((await state()).profiles[0]?.profile).toMatchObject({
    application: 'ssh',
    accept: [{ host: '127.0.0.1', port: 2222 }],
    connect: [{ host: 'tunnel.example', port: 443 }],
    trust: { kind: 'system' },
  });

  await window.paste('ssh -p 443 -i ~/.ssh/work alice@vpn.example.org');
  await expect(window.sheet()).toContainText('An ssh command');
  await window.add({ Name: 'Office' });
  expect((await state()).profiles[1]?.profile).toMatchObject({
    name: 'Office',
    user: 'alice',
    identityFile: '~/.ssh/work',
    connect: [{ host: 'vpn.example.org', port: 443 }],
    accept: [{ host: '127.0.0.1', port: 2223 }],
  });

  await window.paste('http://vpn.example.org');
  await expect(window.sheet().getByRole('alert')).toContainText('speaks without TLS');
});
