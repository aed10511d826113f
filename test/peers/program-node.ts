/** The Node that programs under test run on. */

/** Starts Windows' Node, in the suite `windows`; null in the others (test/run/windows.ts). */
export const windowsNode: string | null = process.env['ADIT_TEST_WINDOWS_NODE'] ?? null;

export const programNode = windowsNode ?? process.execPath;
