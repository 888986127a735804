/** The console key of tests. */
export const TEST_KEY = Buffer.alloc(32, 7)
