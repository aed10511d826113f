/** The window as a person uses it: by the names of its parts. */
import { expect, type Locator, type Page } from '@playwright/test';

export interface AppWindow {
  readonly page: Page;
  /** Resolves when the page has the app's state. */
  isShown(): Promise<void>;
  button(name: string | RegExp): Locator;
  /** The open sheet. */
  sheet(): Locator;
  /** A field of the open sheet. */
  field(label: string): Locator;
  /** Opens the sheet to add a server, pastes the text and has it read. */
  paste(configuration: string): Promise<void>;
  /** Drops files on the window, as the system's drag and drop does. */
  drop(...files: readonly string[]): Promise<void>;
  /** Answers the preview's questions and adds. */
  add(answers: Readonly<Record<string, string>>): Promise<void>;
  row(name: string): Locator;
  /** The status words in the list. */
  status(name: string): Locator;
  switch(name: string): Locator;
  turn(name: string, on: boolean): Promise<void>;
  /** The detail of the selected profile. */
  detail(): Locator;
  /** A figure of its traffic. */
  figure(name: string): Locator;
  fingerprint(which?: 'fingerprint' | 'fingerprint-found' | 'fingerprint-old' | 'fingerprint-new'): Promise<string>;
}

export function appWindow(page: Page): AppWindow {
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
  const sheet = () => page.getByRole('dialog').or(page.getByRole('alertdialog'));
  const row = (name: string) => page.getByRole('row', { name, exact: true });
  const aSwitch = (name: string) => row(name).getByRole('switch');
  const field = (label: string) => sheet().getByLabel(label, { exact: true });
  return {
    page,
    isShown: () => expect(page.getByRole('main')).toBeVisible(),
    button,
    sheet,
    field,
    async paste(configuration) {
      await button('Add a server').click();
      await field('Or paste it here').fill(configuration);
      await sheet().getByRole('button', { name: 'Read', exact: true }).click();
    },
    async drop(...files) {
      const session = await page.context().newCDPSession(page);
      const data = { items: [], files: [...files], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
        await session.send('Input.dispatchDragEvent', { type, x: 200, y: 200, data });
      }
      await session.detach();
    },
    async add(answers) {
      for (const [label, answer] of Object.entries(answers)) await field(label).fill(answer);
      await sheet().getByRole('button', { name: 'Add', exact: true }).click();
      await expect(sheet()).toBeHidden();
    },
    row,
    status: (name) => row(name).getByTestId('status'),
    switch: aSwitch,
    async turn(name, on) {
      const control = aSwitch(name);
      await expect(control).toBeChecked({ checked: !on });
      await control.click();
    },
    detail: () => page.getByRole('main'),
    figure: (name) => page.getByRole('term').filter({ hasText: name }).locator('+ dd'),
    async fingerprint(which = 'fingerprint') {
      return ((await page.getByTestId(which).textContent()) ?? '').replace(/\s/g, '');
    },
  };
}
