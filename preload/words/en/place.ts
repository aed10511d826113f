/** Where something stands in what was imported, for the middle of a sentence. */
export const place = {
  'place.line': 'line {line}',
  'place.lineOf': 'line {line} of {file}',
  'place.quote': '“{quote}”',
} as const;
