/** An rpm, made with rpmbuild. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackageRequest } from './fpm-arguments.ts';
import { listing, withStaging } from './staging.ts';

/** In a spec file a percent sign begins a macro, also in scripts. */
const literal = (text: string): string => text.replaceAll('%', '%%');

/** rpm's compressions as its macro writes them: https://rpm-software-management.github.io/rpm/man/rpm-payloadflags.7. */
const payloads: Readonly<Record<string, string>> = { none: 'w.ufdio', gzip: 'w1.gzdio', zstd: 'w6.zstdio' };

/** rpm's name of what electron-builder calls otherwise: for arm64 it has rpm's. */
const architectures: Readonly<Record<string, string>> = { amd64: 'x86_64' };

export interface Contents {
  readonly files: readonly string[];
  readonly folders: readonly string[];
  readonly afterInstall: string;
  readonly afterRemove: string;
}

/** The spec file. As fpm does it, a package owns its files, and of folders those that it is told to own. Pure. */
export function specFile(request: PackageRequest, contents: Contents): string {
  const owned = contents.folders.filter((folder) =>
    request.directories.some((root) => folder === root || folder.startsWith(`${root}/`)),
  );
  const quoted = (path: string) => `"${literal(path)}"`;
  return [
    ...request.rpmDefines.map((define) => `%define ${define}`),
    `%define _binary_payload ${payloads[request.compression] ?? 'w6T0.xzdio'}`,
    // Nothing is stripped, compressed or searched: the files stay the ones that were signed and tested.
    '%define __os_install_post %{nil}',
    '%define debug_package %{nil}',
    'AutoReqProv: no',
    `Name: ${request.name}`,
    // A minus ends the version.
    `Version: ${request.version.replaceAll('-', '_')}`,
    'Release: 1',
    `Summary: ${literal(request.synopsis)}`,
    ...(request.category === '' ? [] : [`Group: ${request.category}`]),
    `License: ${request.license}`,
    `Vendor: ${request.vendor}`,
    `URL: ${request.url}`,
    `Packager: ${request.maintainer}`,
    ...request.depends.map((dependency) => `Requires: ${dependency}`),
    '%description',
    literal(request.description),
    '%post',
    literal(contents.afterInstall),
    '%postun',
    literal(contents.afterRemove),
    '%files',
    '%defattr(-,root,root,-)',
    ...owned.map((folder) => `%dir ${quoted(folder)}`),
    ...contents.files.map(quoted),
    '',
  ].join('\n');
}

export function makeRpm(request: PackageRequest): void {
  withStaging(request, (work, files) => {
    const spec = join(work, 'adit.spec');
    const script = (file: string) => readFileSync(file, 'utf8').replace(/^#!.*\n/, '');
    const contents = {
      ...listing(files),
      afterInstall: script(request.afterInstall),
      afterRemove: script(request.afterRemove),
    };
    writeFileSync(spec, specFile(request, contents));
    const line = [
      '-bb',
      '--quiet',
      '--target',
      architectures[request.architecture] ?? request.architecture,
      '--buildroot',
      files,
    ];
    const defines = [`_topdir ${join(work, 'rpm')}`, `_rpmdir ${work}`, '_rpmfilename adit.rpm'];
    execFileSync('rpmbuild', [...line, ...defines.flatMap((define) => ['--define', define]), spec], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    copyFileSync(join(work, 'adit.rpm'), request.file);
  });
}
