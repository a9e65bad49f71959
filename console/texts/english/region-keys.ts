/** What the console says about region keys, in English. */

import type { RegionRight } from '../../../src/pure/region-keys/region-rights.js'

export const regionKeysEnglish = {
  hint: 'With a region key somebody speaks for some regions of the grid, and for no others. It works wherever REGION_SECRET does, and a voice link made with it is good in these regions until the grid itself vouches for the avatar.',
  none: 'There are none yet.',
  make: 'New region key',
  makeIt: 'Make the key',
  regions: 'Regions',
  all: 'every region of the grid',
  others: 'Others, by their UUIDs',
  may: 'May',
  rights: {
    positions: 'tell where avatars are',
    links: 'make voice links',
    'native-voice': 'bring native viewers into voice',
    capabilities: 'provide voice accounts and channels',
  } as Readonly<Record<RegionRight, string>>,
  noRight: 'Choose at least one thing that the key may do.',
  noRegion: 'Choose at least one region.',
  newSecret: (name: string) => `The new secret of ${name}`,
  shownOnce: 'It is shown only now. Hand it to the owner of the regions in a way that nobody else reads.',
  kept: 'I have kept it',
  openSimIni: 'For OpenSim.ini, with the Vivox module',
  webRtcIni: 'For OpenSim.ini, with native viewers',
  script: 'For the script in the region',
  vivoxName: (name: string) => `As vivox_admin_user: ${name}`,
  neverUsed: 'never used',
  oldSecret: 'Old secret',
  currentSecret: 'New secret',
  change: 'Change',
  renew: 'New secret…',
  renewMeans:
    'A second secret is made. The old one holds until you end it here, so that nobody is without voice meanwhile.',
  renewYes: 'Yes, make a new one',
  endOld: 'End the old secret',
  endOldMeans: 'Whoever still uses the old secret is refused at once.',
  endOldYes: 'Yes, end it',
  withdraw: 'Withdraw',
  withdrawMeans: (name: string) =>
    `${name} is void at once: its regions are refused, its links open nothing, and viewers and pages that came by it are out of voice.`,
  withdrawYes: 'Yes, withdraw it',
}

export type RegionKeyTexts = typeof regionKeysEnglish
