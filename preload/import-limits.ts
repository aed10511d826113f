/** What an import reads at most; larger files and further ones are left out, with a note. */
export const importLimits = {
  files: 200,
  fileBytes: 1_048_576,
  /** Of a zip or tar as it comes, packed or not. */
  archiveBytes: 16_777_216,
  lines: 10_000,
} as const;
