/** Newer versions of the app, and what it is made of. */
export const updates = {
  'updates.title': 'Updates',
  'updates.automatic': 'Install newer versions when Adit ends',
  'updates.look': 'Look now',
  'updates.newest': 'This is the newest version, as of {when}.',
  'updates.never': 'Adit looks at its start and once a day.',
  'updates.looking': 'Looking for a newer version…',
  'updates.downloading': 'Adit {version} is being downloaded…',
  'updates.ready': 'Adit {version} is installed when you quit Adit.',
  'updates.ready.news': 'What is new in Adit {version}',
  'updates.ready.notice':
    'Adit {version} is here, and is installed when you quit Adit. The settings say what is new in it.',
  'updates.failed':
    'There is no newer version that could be had, so nothing was changed. Adit tries again tomorrow; its log has the details.',
  'updates.by.apt': 'Your system’s package manager brings newer versions of Adit, as with other programs: apt upgrade.',
  'updates.by.rpm':
    'Your system’s package manager brings newer versions of Adit, as with other programs: dnf upgrade or zypper update.',
  'updates.by.flatpak': 'Flatpak brings newer versions of Adit: flatpak update.',
  'updates.by.snap': 'Newer versions of Adit come with snap refresh.',
  'updates.by.homebrew': 'Homebrew brings newer versions of Adit: brew upgrade --cask adit.',
  'updates.by.scoop': 'Scoop brings newer versions of Adit: scoop update adit.',
  'updates.by.winget': 'Newer versions of Adit come with winget upgrade.',
  'updates.by.own-build': 'This Adit is built from its sources: to get a newer one, build that.',
  'updates.by.portable':
    'A portable Adit does not replace itself: download the newer file, and put it in the place of this one.',
  'updates.by.archive':
    'This Adit was unpacked from an archive: download the newer one, and unpack it in the same place.',
  'updates.by.unknown': 'This copy of Adit does not know where newer versions are: look where you have it from.',
  'licences.open': 'Licences',
  'licences.title': 'Licences',
  'licences.text': 'What Adit is made of, with each package’s licence',
  'licences.electron': 'The licences of Electron and Chromium are in the files beside the program.',
} as const;
