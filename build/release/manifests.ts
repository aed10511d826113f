/** What winget, Homebrew, Scoop and Flatpak want to know of a release. Pure: file names and their texts. */
import { stringify } from 'yaml';
import { type Facts, findFile, type ReleaseFile } from './facts.ts';
import { flatpak } from './flatpak.ts';

export type Manifests = Readonly<Record<string, string>>;

const WINGET_ID = 'Adit.Adit';
/** https://github.com/microsoft/winget-cli/tree/master/schemas/JSON/manifests */
const WINGET_SCHEMA = '1.6.0';

const both = (facts: Facts, kind: ReleaseFile['kind']): readonly ReleaseFile[] =>
  (['x64', 'arm64'] as const).flatMap((arch) => {
    const file = findFile(facts, kind, arch);
    return file === null ? [] : [{ ...file, arch }];
  });

/** Three files of one version, as winget's repository has them. */
function winget(facts: Facts): Manifests {
  const installers = both(facts, 'setup');
  if (installers.length === 0) return {};
  const file = (type: string, more: object) =>
    stringify({
      PackageIdentifier: WINGET_ID,
      PackageVersion: facts.version,
      ...more,
      ManifestType: type,
      ManifestVersion: WINGET_SCHEMA,
    });
  return {
    [`winget/${WINGET_ID}.yaml`]: file('version', { DefaultLocale: 'en-US' }),
    [`winget/${WINGET_ID}.installer.yaml`]: file('installer', {
      InstallerType: 'nullsoft',
      Scope: 'user',
      // So that the program leaves its updates to winget (build/installer.nsh).
      InstallerSwitches: { Custom: '/PACKAGEMANAGER=winget' },
      UpgradeBehavior: 'install',
      Installers: installers.map(({ arch, name, sha256 }) => ({
        Architecture: arch,
        InstallerUrl: facts.url + name,
        InstallerSha256: sha256.toUpperCase(),
      })),
    }),
    [`winget/${WINGET_ID}.locale.en-US.yaml`]: file('defaultLocale', {
      PackageLocale: 'en-US',
      Publisher: facts.author,
      PackageName: 'Adit',
      PackageUrl: facts.homepage,
      License: facts.license,
      ShortDescription: facts.description,
    }),
  };
}

/** https://docs.brew.sh/Cask-Cookbook. `auto_updates` is left out: Homebrew brings the versions. */
function cask(facts: Facts): Manifests {
  const arm = findFile(facts, 'dmg', 'arm64');
  const intel = findFile(facts, 'dmg', 'x64');
  if (arm === null || intel === null) return {};
  const url = (facts.url + arm.name).replaceAll(facts.version, '#{version}').replace('arm64', '#{arch}');
  return {
    'homebrew/adit.rb': `cask "adit" do
  arch arm: "arm64", intel: "x64"

  version "${facts.version}"
  sha256 arm:   "${arm.sha256}",
         intel: "${intel.sha256}"

  url "${url}"
  name "Adit"
  desc "${facts.description}"
  homepage "${facts.homepage}"

  depends_on macos: ">= :ventura"

  app "Adit.app"
  binary "#{appdir}/Adit.app/Contents/Resources/bin/adit"

  zap trash: [
    "~/Library/Application Support/Adit",
    "~/Library/Caches/adit-updater",
    "~/Library/Preferences/app.adit.desktop.plist",
  ]
end
`,
  };
}

/** https://github.com/ScoopInstaller/Scoop/wiki/App-Manifests. The setup is an archive: under such a name Scoop has 7zip open it. */
function scoop(facts: Facts): Manifests {
  const installers = both(facts, 'setup');
  if (installers.length === 0) return {};
  const architecture = Object.fromEntries(
    installers.map(({ arch, name, sha256 }) => [
      arch === 'x64' ? '64bit' : 'arm64',
      { url: `${facts.url}${name}#/dl.7z`, hash: sha256 },
    ]),
  );
  const manifest = {
    version: facts.version,
    description: facts.description,
    homepage: facts.homepage,
    license: facts.license,
    architecture,
    // In it lies the program as an archive of its own; besides the setup's plug-ins, and its uninstaller ($R0).
    pre_install: [
      'Get-ChildItem "$dir\\`$PLUGINSDIR\\app-*.7z" | ForEach-Object { Expand-7zipArchive $_.FullName "$dir" }',
      'Remove-Item -Recurse -Force "$dir\\`$PLUGINSDIR", "$dir\\`$R0", "$dir\\Uninstall*" -ErrorAction SilentlyContinue',
    ],
    bin: 'resources\\bin\\adit.cmd',
    shortcuts: [['Adit.exe', 'Adit']],
  };
  return { 'scoop/adit.json': `${JSON.stringify(manifest, null, 2)}\n` };
}

/** By name; what the release has no file for is left out. */
export const manifests = (facts: Facts): Manifests => ({
  ...winget(facts),
  ...cask(facts),
  ...scoop(facts),
  ...flatpak(facts),
});
