/** Set to 1 for an engine whose runtime cannot hand over connections from one thread to another. */
export const WITHOUT_CHANNEL = 'ADIT_TEST_WITHOUT_CHANNEL';
/** Set to 1 for engines that use nothing below Node's interface (vitest.config.ts). */
export const WITHOUT_INTERNALS = 'ADIT_TEST_WITHOUT_INTERNALS';

export const leavesInternalsOut = process.env[WITHOUT_INTERNALS] === '1';
