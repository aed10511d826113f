import { describe, expect, test } from 'vitest';
import { controlFile } from './deb.ts';
import { packageRequest } from './fpm-arguments.ts';
import { specFile } from './rpm.ts';

const line = (type: string, ...more: readonly string[]) => [
  ...['-s', 'dir', '--force', '-t', type, '-d', 'libnss3', '-d', '(libXtst or libXtst6)', '--deb-recommends', 'tray'],
  ...['--architecture', 'amd64', '--after-install', '/a/in.sh', '--after-remove', '/a/out.sh'],
  ...['--description', 'Tunnels\n First.\n\nSecond, 100%.', '--version', '1.2.0-beta', '--package', '/d/adit.pkg'],
  ...['--name', 'adit', '--maintainer', 'The Adit authors', '--url', 'https://adit.example/'],
  ...more,
  ...['/d/unpacked/=/opt/Adit', '/d/a=b.png=/usr/share/icons/adit.png'],
];

describe('what electron-builder asks of fpm', () => {
  test('is read with values after a blank or an equals sign, several of one name, and inputs with their places', () => {
    expect(packageRequest(line('rpm', '--directories=/opt/Adit', '--rpm-compression', 'xzmt'))).toMatchObject({
      type: 'rpm',
      file: '/d/adit.pkg',
      depends: ['libnss3', '(libXtst or libXtst6)'],
      directories: ['/opt/Adit'],
      compression: 'xzmt',
      inputs: [
        { from: '/d/unpacked/', to: '/opt/Adit' },
        { from: '/d/a=b.png', to: '/usr/share/icons/adit.png' },
      ],
    });
  });

  test('is refused for another kind of package', () => {
    expect(() => packageRequest(line('pacman'))).toThrow('not pacman');
  });
});

test('a Debian control file keeps the description in one field', () => {
  const control = controlFile(packageRequest(line('deb')), 1234);
  expect(control).toContain('Depends: libnss3, (libXtst or libXtst6)\nRecommends: tray\n');
  expect(control).toContain('Installed-Size: 1234\n');
  expect(control).toMatch(/Description: Tunnels\n First\.\n \.\n Second, 100%\.\n$/);
  expect(control).not.toContain('Section');
});

test('an rpm owns its files and the folders that it is told to own, and no percent sign becomes a macro', () => {
  const request = packageRequest(line('rpm', '--directories=/opt/Adit', '--rpm-rpmbuild-define', '_x none'));
  const spec = specFile(request, {
    files: ['/opt/Adit/adit', '/usr/share/icons/100%.png'],
    folders: ['/opt', '/opt/Adit', '/opt/Adit/resources', '/opt/Aditional', '/usr/share/icons'],
    afterInstall: 'echo 5%',
    afterRemove: '',
  });
  expect(spec.split('%files\n')[1]?.trim().split('\n')).toEqual([
    '%defattr(-,root,root,-)',
    '%dir "/opt/Adit"',
    '%dir "/opt/Adit/resources"',
    '"/opt/Adit/adit"',
    '"/usr/share/icons/100%%.png"',
  ]);
  expect(spec).toContain('%define _x none\n');
  expect(spec).toContain('Version: 1.2.0_beta\n');
  expect(spec).toContain('echo 5%%\n');
});
