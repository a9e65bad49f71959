/** The grid's residents as its services tell of them: answers byte for byte like the recordings in test/fixtures/robust. */

import { createHash } from 'node:crypto'

export interface FakeAccount {
  readonly id: string
  /** `First Last`. */
  readonly name: string
  level?: number
  password?: string
  readonly created?: number
}

export interface FakeFriend {
  /** A UUID, or `uuid;http://home:port/;First Last;secret`. */
  readonly friend: string
  mine: number
  theirs: number
}

export interface FakeGroup {
  readonly id: string
  readonly name: string
  readonly shownInList?: boolean
  /** Agent id → what its roles allow. The first one has founded and owns the group. */
  readonly members: Map<string, bigint>
}

/** What the role of everybody in a group allows, unless its owner says otherwise; talking among it. */
export const EVERYBODYS_POWERS = 62672565501952n
export const OWNERS_POWERS = 4503599627370494n

export interface FakeResidents {
  accounts: FakeAccount[]
  groups: FakeGroup[]
  /** Who was ever in-world: agent id → `uuid`, or `uuid;http://home:port/;First Last` for a visitor. */
  readonly seen: Map<string, { readonly id: string; readonly last: string; readonly login?: string }>
  readonly friends: Map<string, FakeFriend[]>
  /** What the next right password is answered with. */
  token: string
  /** Tokens that were given out and not released. */
  readonly tokens: Set<string>
}

export const noResidents = (): FakeResidents => ({
  accounts: [],
  groups: [],
  seen: new Map(),
  friends: new Map(),
  token: '687735a0-23f7-4f1e-8994-576ed803ed0d',
  tokens: new Set(),
})

const NULL_UUID = '00000000-0000-0000-0000-000000000000'
const HEAD = '<?xml version="1.0"?>'
const NOBODY = `${HEAD}<ServerResponse><result>null</result></ServerResponse>`

/** @returns `undefined` for anything that is no question about residents */
export function residentAnswer(
  world: FakeResidents,
  path: string,
  form: URLSearchParams,
): string | undefined {
  const said = (name: string) => form.get(name) ?? ''
  switch (`${path} ${said('METHOD')}`) {
    case '/accounts getaccount':
      return one(world.accounts.filter((account) => isAsked(account, said)).map(accountMembers))
    case '/accounts getmultiaccounts':
      return many(
        'account',
        world.accounts.filter(({ id }) => form.getAll('IDS[]').includes(id)).map(accountMembers),
      )
    case '/griduser getgriduserinfo':
      return gridUser(world.seen.get(said('UserID')))
    case '/auth/plain authenticate':
      return authenticate(world, said('PRINCIPAL'), said('PASSWORD'))
    case '/auth/plain release':
      return result(world.tokens.delete(said('TOKEN')))
    case '/friends getfriends':
      return many(
        'friend',
        (world.friends.get(said('PRINCIPALID')) ?? []).map(
          ({ friend, mine, theirs }) =>
            `<PrincipalID>${said('PRINCIPALID')}</PrincipalID><Friend>${friend}</Friend><MyFlags>${mine}</MyFlags><TheirFlags>${theirs}</TheirFlags>`,
        ),
      )
    case '/groups GETMEMBERSHIP':
      return memberships(world.groups, said('AgentID'))
    case '/groups GETGROUPMEMBERS':
      return groupMembers(world.groups.find(({ id }) => id === said('GroupID')))
    default:
      return undefined
  }
}

function isAsked({ id, name }: FakeAccount, said: (name: string) => string): boolean {
  if (said('UserID')) return said('UserID') === id
  return `${said('FirstName')} ${said('LastName')}`.toLowerCase() === name.toLowerCase()
}

function accountMembers({ id, name, level = 0, created = 1795695424 }: FakeAccount): string {
  const [first = '', ...last] = name.split(' ')
  const base = 'http://127.0.0.1:28002'
  const services = ['Home', 'Inventory', 'Asset', 'Profile', 'Friends', 'IM', 'Groups'].map((one) => {
    const key = ['Home'].includes(one) ? 'HomeURI' : `${one}ServerURI`
    return `${key}*${base}/;`
  })
  return [
    `<FirstName>${escaped(first)}</FirstName><LastName>${escaped(last.join(' '))}</LastName>`,
    `<Email>someone@example.org</Email><PrincipalID>${id}</PrincipalID><ScopeID>${NULL_UUID}</ScopeID>`,
    `<Created>${created}</Created><UserLevel>${level}</UserLevel><UserFlags>0</UserFlags><UserTitle></UserTitle>`,
    `<UserCountry></UserCountry><LocalToGrid>True</LocalToGrid>`,
    `<ServiceURLs>${services.join('')}GatekeeperURI*${base};</ServiceURLs>`,
  ].join('')
}

/** Robust writes control characters as references, which XML does not have. */
function escaped(name: string): string {
  const written = [...name].map((one) => (one < ' ' ? `&#x${one.charCodeAt(0).toString(16)};` : one)).join('')
  return written.replace(/&(?!#x)/g, '&amp;').replaceAll('<', '&lt;')
}

function gridUser(seen: { readonly id: string; readonly last: string; readonly login?: string } | undefined) {
  if (!seen) return `${HEAD}\n<ServerResponse>\n  <result>Failure</result>\n</ServerResponse>`
  const { id, last, login = '11/26/2026 12:17:53 PM' } = seen
  const zero = '&lt;0, 0, 0&gt;'
  return one([
    `<UserID>${id}</UserID><HomeRegionID>${NULL_UUID}</HomeRegionID><HomePosition>${zero}</HomePosition><HomeLookAt>${zero}</HomeLookAt>${last}<Online>True</Online><Login>${login}</Login><Logout>1/1/1970 12:00:00 AM</Logout>`,
  ])
}

/** Where somebody was last, as `FakeResidents.seen` wants it. */
export function lastSeen(regionId: string, position = '100, 100, 30', look = '0, 0, 0'): string {
  return `<LastRegionID>${regionId}</LastRegionID><LastPosition>&lt;${position}&gt;</LastPosition><LastLookAt>&lt;${look}&gt;</LastLookAt>`
}

function authenticate(world: FakeResidents, id: string, given: string): string {
  const password = world.accounts.find((account) => account.id === id)?.password
  if (password === undefined || createHash('md5').update(password).digest('hex') !== given)
    return result(false)
  world.tokens.add(world.token)
  return result(true, `  <Token>${world.token}</Token>\n`)
}

function result(good: boolean, more = ''): string {
  return `${HEAD}\n<ServerResponse>\n  <Result>${good ? 'Success' : 'Failure'}</Result>\n${more}</ServerResponse>`
}

function one(members: readonly string[]): string {
  const [first] = members
  return first === undefined
    ? NOBODY
    : `${HEAD}<ServerResponse><result type="List">${first}</result></ServerResponse>`
}

function many(prefix: string, members: readonly string[]): string {
  if (members.length === 0) return NOBODY
  const lists = members.map((member, index) => `<${prefix}${index} type="List">${member}</${prefix}${index}>`)
  return `${HEAD}<ServerResponse>${lists.join('')}</ServerResponse>`
}

const titleIn = ({ members, name }: FakeGroup, agentId: string) =>
  `${isOwner(members, agentId) ? 'Owner' : 'Member'} of ${escaped(name)}`

function isOwner(members: FakeGroup['members'], agentId: string): boolean {
  const [owner] = members.keys()
  return owner === agentId
}

function memberships(groups: readonly FakeGroup[], agentId: string): string {
  const own = groups.filter(({ members }) => members.has(agentId))
  return ofGroups(
    'No memberships',
    own.map((group) => {
      const { id, name, members, shownInList = true } = group
      const [founder = ''] = members.keys()
      const shown = shownInList ? 'True' : 'False'
      return [
        `<AcceptNotices>True</AcceptNotices><AccessToken></AccessToken><Active>True</Active><ActiveRole>${NULL_UUID}</ActiveRole>`,
        `<AllowPublish>True</AllowPublish><Charter>We sing</Charter><Contribution>0</Contribution><FounderID>${founder}</FounderID>`,
        `<GroupID>${id}</GroupID><GroupName>${escaped(name)}</GroupName><GroupPicture>${NULL_UUID}</GroupPicture>`,
        `<GroupPowers>${members.get(agentId)}</GroupPowers><GroupTitle>${titleIn(group, agentId)}</GroupTitle>`,
        '<ListInProfile>True</ListInProfile><MaturePublish>False</MaturePublish><MembershipFee>0</MembershipFee>',
        `<OpenEnrollment>True</OpenEnrollment><ShowInList>${shown}</ShowInList>`,
      ].join('')
    }),
  )
}

function groupMembers(group: FakeGroup | undefined): string {
  const { members = new Map<string, bigint>() } = group ?? {}
  return ofGroups(
    'No members',
    [...members].map(([agentId, powers]) =>
      [
        '<AcceptNotices>True</AcceptNotices><AccessToken></AccessToken>',
        `<AgentID>${agentId}</AgentID><AgentPowers>${powers}</AgentPowers><Contribution>0</Contribution>`,
        `<IsOwner>${isOwner(members, agentId) ? 'True' : 'False'}</IsOwner><ListInProfile>True</ListInProfile>`,
        `<OnlineStatus>Online</OnlineStatus><Title>${group && titleIn(group, agentId)}</Title>`,
      ].join(''),
    ),
  )
}

function ofGroups(none: string, members: readonly string[]): string {
  if (members.length === 0)
    return `${HEAD}<ServerResponse><RESULT>NULL</RESULT><REASON>${none}</REASON></ServerResponse>`
  const lists = members.map((member, index) => `<m-${index} type="List">${member}</m-${index}>`)
  return `${HEAD}<ServerResponse><RESULT type="List">${lists.join('')}</RESULT></ServerResponse>`
}
