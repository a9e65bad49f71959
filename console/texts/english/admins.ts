/** What the console says about admins, their roles and their sessions, in English. */

export const adminsEnglish = {
  roles: {
    owner: 'owner',
    'grid-admin': 'grid admin',
    moderator: 'moderator',
    observer: 'observer',
  },
  roleMeans: {
    owner: 'everything, admins and their roles included',
    'grid-admin': 'what a moderator may, and channels, residents, set-up and the audit log',
    moderator: 'see everything people do; mute, take out, ban; read complaints',
    observer: 'see the overview, channels, rooms and residents; change nothing',
  },
  whatRolesMay: 'What each role may do',
  roleOf: (name: string) => `Role of ${name}`,
  you: '(you)',
  since: (time: string) => `since ${time}`,
  lastUsed: (time: string) => `last used ${time}`,
  /** A use is written down at most once a minute. */
  lastUsedNow: 'used within the last minutes',
  lastOwner: 'The only owner stays one: somebody must be able to decide.',
  removeMeans: (name: string) =>
    `${name} is signed out everywhere at once, and cannot sign in any more. Their tokens end, too.`,
  removeYes: 'Yes, remove',
  lowerYourself: (role: string) =>
    `You would be ${role} from now on, and could not take that back: only an owner can.`,
  lowerYes: 'Yes, change my role',
  roleChanged: (role: string) => `You are ${role} now: an owner has changed your role.`,
  yourSessions: 'Where you are signed in',
  othersSessions: 'Where others are signed in',
  nobodyElse: 'Nobody else is signed in.',
  from: (address: string) => `from ${address}`,
  thisBrowser: 'this browser',
  end: 'End',
  endMeans: 'It is signed out at once. Whatever is not saved there is lost.',
  endYes: 'Yes, end it',
  endAllOf: (name: string) => `End all of ${name}`,
  endAllMeans: (name: string) => `${name} is signed out everywhere at once.`,
  endTokenMeans: 'The program that uses it is refused from then on. That cannot be undone.',
  tokenOf: (name: string) => `made by ${name}`,
  noTokens: 'There are none.',
}

export type AdminTexts = typeof adminsEnglish
