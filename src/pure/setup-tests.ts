/** The tests of the set-up that an admin starts: for the service and the console. */

/** What the service tests by itself; whether UDP gets through is tested by the admin's browser. */
export const SETUP_TESTS = [
  'clock',
  'public-url',
  'certificate',
  'region-called',
  'grid',
  'positions',
  'remote-admin',
  'turn',
] as const
