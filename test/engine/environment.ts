/** Set to 1 for an engine whose runtime cannot hand over connections from one thread to another. */
export const WITHOUT_PASSAGE = 'ADIT_TEST_WITHOUT_PASSAGE';
