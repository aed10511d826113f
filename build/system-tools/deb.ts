/** A Debian package, made with dpkg-deb. */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackageRequest } from './fpm-arguments.ts';
import { withStaging } from './staging.ts';

/** The control file: https://www.debian.org/doc/debian-policy/ch-controlfields.html. Pure; the size is in KiB. */
export function controlFile(request: PackageRequest, size: number): string {
  const fields: readonly (readonly [string, string])[] = [
    ['Package', request.name],
    ['Version', request.version],
    ['Architecture', request.architecture],
    ['Maintainer', request.maintainer],
    ['Installed-Size', String(size)],
    ['Depends', request.depends.join(', ')],
    ['Recommends', request.recommends.join(', ')],
    ['Section', request.category],
    ['Priority', 'optional'],
    ['Homepage', request.url],
    // A blank line of the text would end the field.
    ['Description', [request.synopsis, ...request.description.split('\n').map((line) => ` ${line || '.'}`)].join('\n')],
  ];
  return fields.flatMap(([name, value]) => (value === '' ? [] : [`${name}: ${value}\n`])).join('');
}

const compressions: Readonly<Record<string, string>> = { gz: 'gzip', zst: 'zstd' };

export function makeDeb(request: PackageRequest): void {
  withStaging(request, (_work, files) => {
    const size = Number(execFileSync('du', ['-sk', files], { encoding: 'utf8' }).split('\t')[0]);
    const control = join(files, 'DEBIAN');
    mkdirSync(control);
    writeFileSync(join(control, 'control'), controlFile(request, size));
    for (const [name, script] of [
      ['postinst', request.afterInstall],
      ['postrm', request.afterRemove],
    ] as const) {
      copyFileSync(script, join(control, name));
      chmodSync(join(control, name), 0o755);
    }
    // The lowest level: several times as fast, and some hundredths larger.
    const how = [`-Z${compressions[request.compression] ?? (request.compression || 'xz')}`, '-z1'];
    execFileSync('dpkg-deb', ['--root-owner-group', ...how, '--build', files, request.file], { stdio: 'inherit' });
  });
}
