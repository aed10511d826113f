import { expect, test } from './support/test.ts';

test('with no profile the window offers two ways in', async ({ launch }) => {
  const adit = await launch();
  await expect(adit.window.button('Add a server')).toBeVisible();
  await expect(adit.window.button('Try the demo')).toBeVisible();
  expect((await adit.state()).profiles).toEqual([]);
  expect(await adit.stored()).toBeNull();
});

test('the demo leads from its preview to its page through the tunnel', async ({ launch }) => {
  const adit = await launch();
  const { window } = adit;
  await window.button('Try the demo').click();
  await expect(window.sheet()).toContainText('The demo server');
  await expect(window.field("Server's host name")).toHaveValue('127.0.0.1');
  const localPort = await window.field('Local port').inputValue();
  const name = await window.field('Name').inputValue();
  await window.add({});

  await expect(window.status(name)).toHaveText('Off');
  await window.turn(name, true);
  await expect(window.sheet()).toContainText('Is this your server?');
  await window.button('Trust this certificate').click();
  await expect(window.status(name)).toHaveText(/^On · \d+\sms$/);

  const response = await fetch(`http://127.0.0.1:${localPort}/`);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('This page came through your tunnel');

  await window.button('Open in browser').click();
  await expect.poll(adit.browsers).toEqual([`http://127.0.0.1:${localPort}/`]);
  // The demo lives until the app quits: it is never stored.
  expect((await adit.stored()) ?? '').not.toContain(name);
});

test('removing the demo ends its server', async ({ launch }) => {
  const adit = await launch();
  const { window } = adit;
  await window.button('Try the demo').click();
  const serverPort = await window.field("Server's port").inputValue();
  const name = await window.field('Name').inputValue();
  await window.add({});
  await window.button('Remove').click();
  await window.sheet().getByRole('button', { name: 'Remove' }).click();
  await expect(window.row(name)).toBeHidden();
  await expect(window.button('Try the demo')).toBeVisible();
  await expect
    .poll(() => fetch(`http://127.0.0.1:${serverPort}/`).catch(({ cause }) => cause.code))
    .toBe('ECONNREFUSED');
});
