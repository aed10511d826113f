/** Why a part of the stored profiles, or of a backup, is not one that Adit can use. */
export const stored = {
  'stored.noObject': 'The stored data is not an object.',
  'stored.noVersion': 'The stored data has no version number.',
  'stored.settings': 'The settings cannot be read. {reason}',
  'stored.noList': 'The profiles are not a list.',
  'stored.sameId': 'Another profile has the same id.',
  'stored.unfit': 'It is not in the form that Adit writes.',
  'stored.fields':
    '{count, plural, one {A field is not as Adit writes it: {fields}.} other {# fields are not as Adit writes them: {fields}.}}',
} as const;
