/**
 * What is said on a page in plain English while the pseudo-locale is on, in which every text of the catalogue has accents on all
 * its vowels. What is the machine's stands in `code` and the like, and names are listed.
 */
import type { Page } from '@playwright/test';

/** Names of products, programs, protocols and units, and what people have named in the scenes. */
const names = [
  ...['Adit', 'Electron', 'Node', 'Chromium', 'Linux', 'BoringSSL', 'OpenSSL', 'Windows', 'GitHub', 'Docker'],
  ...['SSH', 'SFTP', 'SCP', 'rsync', 'HTTP', 'Redis', 'MongoDB', 'PostgreSQL', 'MySQL', 'VNC', 'RDP', 'SMTP', 'IMAP'],
  ...['SOCKS', 'MQTT', 'LDAP', 'IRC', 'OpenVPN', 'OpenSSH', 'PuTTY', 'kitty', 'GNOME Terminal', 'NetworkManager'],
  ...[
    'stunnel',
    'Let’s Encrypt',
    'Fortinet FortiGate',
    'Fortinet',
    'TLS',
    'RSA',
    'SHA',
    'byte',
    'PEM',
    'CONNECT',
    'CIFS',
    'NNTP',
  ],
  ...['Office server', 'Customer database', 'Redis cache', 'Intranet', 'Company network', 'Demo', 'Web', 'Legacy'],
  ...['Backup of the photographs of the whole family, at the house of the grandparents', 'Backup', 'Another name'],
  ...['Customers in the north', 'Customers in the south', 'Customer', 'Home', 'The library of the university'],
  ...['Example Organisation Server Authority', 'Example Organisation', 'Example Root', 'OpenSSH in GNOME Terminal'],
  ...[
    'SSLRequest',
    'STARTTLS',
    'StartTLS',
    '[redis]',
    '[legacy]',
    '[web]',
    'gitlab',
    'PORT',
    'Adit backup',
    'linux',
    'English',
    'Deutsch',
    'Polski',
    'Mar',
    'Feb',
    'Nov',
  ],
].sort((one, other) => other.length - one.length);

/** Each as the words that are left, behind where they stand. */
export async function untranslated(page: Page): Promise<readonly string[]> {
  const texts = await page.evaluate(() => {
    const top = document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') ?? document.body;
    const machine = 'code, bdi[dir="ltr"], pre, textarea, input, [data-machine], [lang]:not(html), svg';
    const found: string[] = [];
    const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent !== null && parent.closest(machine) === null && parent.closest('template, script') === null)
        found.push(node.textContent ?? '');
    }
    for (const element of [top, ...top.querySelectorAll('[aria-label], [title], [placeholder]')])
      for (const name of ['aria-label', 'title', 'placeholder']) {
        const text = element.getAttribute(name);
        // What may be typed into a large field is shown there: an example.
        if (text !== null && element.closest('code, textarea, [data-machine]') === null) found.push(text);
      }
    return found;
  });
  const faults = texts.flatMap((text) => {
    const said = names
      .reduce((rest, name) => rest.replaceAll(name, ' '), text)
      // Hosts, paths, file names, options, fingerprints and names of suites.
      .replace(/\S*[\d./\\:@_=*{}<>-][^\s]*/g, ' ');
    const words = said.match(/(?<!\p{L})[a-z]{3,}(?!\p{L})/giu)?.filter((word) => /[aeiouy]/i.test(word)) ?? [];
    return words.length === 0 ? [] : [`${words.join(' ')} (in “${text.trim().slice(0, 120)}”)`];
  });
  return [...new Set(faults)];
}
