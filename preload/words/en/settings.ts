/** The sheet with the settings. */
export const settings = {
  'settings.title': 'Settings',
  'settings.done': 'Done',
  'settings.appearance': 'Appearance',
  'settings.appearance.system': 'System',
  'settings.appearance.light': 'Light',
  'settings.appearance.dark': 'Dark',
  'settings.language': 'Language',
  'settings.language.system': 'As the system ({language})',
  'settings.about': 'About',
  'settings.about.library': 'TLS library',
  'settings.about.platform': 'Platform',
} as const;
