/** The console's API except channels: people, rooms, regions, set-up and the audit log; one schema for both sides. */

import { type Static, Type } from 'typebox'
import { ADMIN_ROLES } from '../pure/admin-roles.js'
import { MIN_ADMIN_PASSWORD_LENGTH } from './admin-password.js'
import { Decision, Silence } from './admin-people.js'
import { Finding } from './service-codes.js'
import { AgentId, channelFields, participantFields, Vector } from './shared-schemas.js'

const strict = { additionalProperties: false }
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Union([type, Type.Null()])
/** Milliseconds since 1970. */
const Time = Type.Number()
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength })

export const Role = Type.Enum(ADMIN_ROLES)
export const AdminName = Type.String({ pattern: '^[\\p{L}\\p{N}._@ -]{1,64}$' })
const NewPassword = Type.String({ minLength: MIN_ADMIN_PASSWORD_LENGTH, maxLength: 200 })

export const AdminFault = Type.Object({
  error: Type.String(),
  message: Type.String(),
  faults: Type.Optional(
    Type.Array(Type.Object({ field: Type.String(), code: Type.String(), message: Type.String() })),
  ),
})
export type AdminFault = Static<typeof AdminFault>

export const SignIn = Type.Object({ name: Text(200), password: Text(500) }, strict)
export const Me = Type.Object({
  name: Type.String(),
  /** The only grid that the admin sees; null: all, and the service itself. */
  grid: Nullable(Type.String()),
  role: Role,
  /** The admin must make a second factor before anything else. */
  secondFactorMissing: Type.Boolean(),
})
export type Me = Static<typeof Me>

export const KeyView = Type.Object({
  id: Type.String(),
  kind: Type.Union([Type.Literal('session'), Type.Literal('token')]),
  adminName: Type.String(),
  role: Role,
  label: Type.String(),
  address: Type.String(),
  createdAt: Time,
  lastUsedAt: Time,
  expiresAt: Nullable(Time),
  /** Whether this is the key of the request itself. */
  current: Type.Boolean(),
})
export type KeyView = Static<typeof KeyView>
export const NewToken = Type.Object({ label: Text(100), role: Role }, strict)
export const IssuedToken = Type.Object({ id: Type.String(), token: Type.String() })
export type IssuedToken = Static<typeof IssuedToken>

export const AdminView = Type.Object({
  name: Type.String(),
  /** The only grid that the admin sees; null: all, and the service itself. */
  grid: Nullable(Type.String()),
  role: Role,
  createdAt: Time,
  /** Whether the admin has a second factor. */
  secondFactor: Type.Boolean(),
})
export type AdminView = Static<typeof AdminView>
export const NewAdmin = Type.Object(
  {
    name: AdminName,
    password: NewPassword,
    role: Role,
    /** An admin of a grid adds admins of that grid alone, and need not name it; null: of the whole service. */
    grid: Type.Optional(Nullable(Type.String({ maxLength: 31 }))),
  },
  strict,
)
export const OwnPasswordChange = Type.Object({ currentPassword: Text(500), password: NewPassword }, strict)
export const RoleChange = Type.Object({ role: Role }, strict)
export const PasswordChange = Type.Object({ password: NewPassword }, strict)
export const Nothing = Type.Object({}, strict)

/** What an entry's subject names that is still there: the text in the subject, and whose page it leads to. */
export const AuditLinks = Type.Object({
  people: Type.Array(Type.Object({ agentId: Type.String(), text: Type.String() })),
  channels: Type.Array(Type.Object({ id: Type.Integer(), text: Type.String() })),
})
export type AuditLinks = Static<typeof AuditLinks>

export const AuditView = Type.Object({
  id: Type.Integer(),
  at: Time,
  actor: Type.String(),
  address: Type.String(),
  /** The grid that it was about; null: the whole service. */
  grid: Nullable(Type.String()),
  act: Type.String(),
  subject: Type.String(),
  detail: Type.Record(Type.String(), Type.Unknown()),
  undoneBy: Nullable(Type.Integer()),
  undoable: Type.Boolean(),
  links: AuditLinks,
})
export type AuditView = Static<typeof AuditView>
export const AuditQuery = Type.Object(
  {
    before: Type.Optional(Type.String({ pattern: '^[0-9]{1,9}$' })),
    search: Type.Optional(Type.String({ maxLength: 200 })),
    /** Only what concerns that resident. */
    person: Type.Optional(AgentId),
    /** For a file of the service's admin: the grid. */
    grid: Type.Optional(Type.String({ maxLength: 31 })),
    /** Acts with commas between them. */
    acts: Type.Optional(Type.String({ pattern: '^[a-z-]{1,40}(,[a-z-]{1,40}){0,59}$' })),
    /** Milliseconds since 1970: not before, and before. */
    from: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })),
    to: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })),
    limit: Type.Optional(Type.String({ pattern: '^(100|1000)$' })),
  },
  strict,
)

export const RoomView = Type.Object({
  channelId: Type.Integer(),
  name: Type.String(),
  regionIds: Type.Array(Type.String()),
  people: Type.Integer(),
  capacity: Type.Integer(),
  mode: Type.String(),
  allMuted: Type.Boolean(),
  /** People connected to each other, or everybody through the media hub. */
  route: Type.Union([Type.Literal('direct'), Type.Literal('hub')]),
})
export type RoomView = Static<typeof RoomView>

/** A connection to the media hub: a viewer's session, or that of a page whose room goes through the hub. */
export const VoiceConnection = Type.Object({
  client: Type.Union([Type.Literal('viewer'), Type.Literal('page')]),
  /** `null` for a call, and for a channel that is not stored until somebody is let in. */
  channelId: Nullable(Type.Integer()),
  /** The region that asked for the session; `null` for a page. */
  regionId: Nullable(Type.String()),
  /** A viewer says that it joins when its data channel is open; without a place it is heard nowhere. */
  state: Type.Union([
    Type.Literal('connecting'),
    Type.Literal('waiting-for-position'),
    Type.Literal('listening'),
    Type.Literal('in-room'),
    /** The avatar's page has the voice; the viewer only tells where the avatar is. */
    Type.Literal('aside'),
  ]),
  /** The source of the position that counts. */
  positionSource: Nullable(Type.Union([Type.Literal('viewer'), Type.Literal('feed'), Type.Literal('none')])),
  /** Age of the connection; `null`: not known. */
  seconds: Nullable(Type.Number()),
  /** Whether audio can flow. */
  connected: Type.Boolean(),
  packetsReceived: Type.Integer(),
  packetsSent: Type.Integer(),
  /** Share of the packets expected from the peer that never came, 0..1. */
  lossShare: Type.Number(),
  /** Share of the last packets sent to the peer that it reports as lost; `null`: no report yet. */
  sentLossShare: Nullable(Type.Number()),
  jitterMs: Type.Number(),
  /** Age of its last packet; `null`: none has come. */
  packetAgeSeconds: Nullable(Type.Number()),
  /** Whether its packets tell how loud they are (RFC 6464). */
  tellsLevel: Type.Boolean(),
  /** Age of the last packet with any sound, however faint; `null`: none had, or packets do not tell. */
  soundAgeSeconds: Nullable(Type.Number()),
})
export type VoiceConnection = Static<typeof VoiceConnection>

export const LivePerson = Type.Object({
  ...participantFields,
  mutedByModerator: Type.Boolean(),
  /** `null`: not known yet. */
  position: Nullable(Vector),
  look: Nullable(Vector),
  npc: Type.Boolean(),
  /** The source of the position; a viewer sends one only when its avatar moves. */
  positionSource: Nullable(
    Type.Union([Type.Literal('push'), Type.Literal('remote-admin'), Type.Literal('viewer')]),
  ),
  positionAgeSeconds: Nullable(Type.Number()),
  /** The client with which the person is in voice, or about to be; `null`: not in voice. */
  client: Nullable(Type.Union([Type.Literal('viewer'), Type.Literal('page')])),
  connections: Type.Array(VoiceConnection),
  /** Why the person is not heard; `null`: nothing is in the way. */
  silence: Nullable(Silence),
  /** `null`: in-world, but not in voice. */
  channelId: Nullable(Type.Integer()),
  /** A moderator's decision about this very person; `mutedByModerator` also covers listeners by the channel's mode. */
  mute: Nullable(Decision),
  /** A moderator muted what the person writes; their voice stays as it is. */
  writingMute: Nullable(Decision),
  /** For how long the person has been in the room; `null`: in none. */
  hereSeconds: Nullable(Type.Number()),
  /** As the person's own page reports, and only if the person may be heard. */
  speaking: Type.Boolean(),
  moderator: Type.Boolean(),
  floor: Type.Boolean(),
  /** The hand is raised: who raised theirs earlier has a smaller number. */
  hand: Nullable(Type.Integer()),
})
export type LivePerson = Static<typeof LivePerson>
export const LiveChannel = Type.Object({
  ...channelFields,
  allMuted: Type.Boolean(),
  locked: Type.Boolean(),
})
export type LiveChannel = Static<typeof LiveChannel>
export const LiveRegion = Type.Object({
  regionId: Type.String(),
  name: Type.String(),
  feedLost: Type.Boolean(),
  people: Type.Array(LivePerson),
  channels: Type.Array(LiveChannel),
})
export type LiveRegion = Static<typeof LiveRegion>

export const RegionView = Type.Object({
  /** `null`: a region asked over RemoteAdmin that has not answered yet. */
  regionId: Nullable(Type.String()),
  name: Type.String(),
  feeds: Type.Array(
    Type.Object({
      source: Type.String(),
      ageSeconds: Type.Number(),
      avatars: Type.Integer(),
      silent: Type.Boolean(),
      /** Avatars for whom there was no room. */
      refused: Type.Integer(),
      /** The first few entries of the last report that could not be used in full. */
      odd: Type.Array(Type.Object({ agentId: Nullable(Type.String()), what: Type.String() })),
    }),
  ),
  inVoice: Type.Integer(),
  /** South-west corner, global metres; nodes of earlier versions do not tell it. */
  corner: Type.Optional(Nullable(Type.Tuple([Type.Number(), Type.Number()]))),
  /** The address of the node that owns it; `null`: there is one node, or who tells this is not the owner. */
  node: Type.Optional(Nullable(Type.String())),
  remoteAdmin: Nullable(
    Type.Object({
      url: Type.String(),
      state: Type.String(),
      /** In English; `finding` has the same as a code. */
      error: Nullable(Type.String()),
      finding: Nullable(Finding),
      lastOkAt: Nullable(Time),
    }),
  ),
})
export type RegionView = Static<typeof RegionView>

export const CallerView = Type.Object({
  address: Type.String(),
  call: Type.String(),
  at: Time,
  /** OpenSim's Vivox module uses https from 0.9.2 on, plain http before; `webrtc` is the WebRTC addon. */
  generation: Nullable(
    Type.Union([Type.Literal('from-0.9.2'), Type.Literal('before-0.9.2'), Type.Literal('webrtc')]),
  ),
  /** How many requests were answered; `call` is the last of these. */
  calls: Type.Integer(),
  /** Requests with a wrong password or secret. */
  refused: Nullable(
    Type.Object({
      call: Type.String(),
      /** In English; `finding` has the same as a code. */
      reason: Type.String(),
      finding: Finding,
      at: Time,
      calls: Type.Integer(),
      /** Whether a later request was answered. */
      over: Type.Boolean(),
    }),
  ),
})
export type CallerView = Static<typeof CallerView>

const Sample = Type.Object({
  at: Time,
  people: Type.Integer(),
  rooms: Type.Integer(),
  avatars: Type.Integer(),
  /** As the pages report. */
  speaking: Type.Integer(),
  /** Both since the start. */
  refusedSignIns: Type.Integer(),
  joinFailures: Type.Integer(),
  /** Median of the last hour; `null`: no page has told one. */
  timeToVoiceMs: Nullable(Type.Number()),
  /** Sessions of native viewers. */
  viewers: Type.Integer(),
  /** What the media hub's busiest process takes, in cores; `null`: the hub is not up. */
  hubCores: Nullable(Type.Number()),
  /** Turns of 20 ms that the hub left out because it came too late, since it started. */
  droppedTurns: Type.Integer(),
  /** Share of all present connections that go through TURN, 0..1; `null`: there are no connections. */
  relayedShare: Nullable(Type.Number()),
  oldestFeedSeconds: Type.Number(),
})
export type Sample = Static<typeof Sample>
export const Problem = Type.Object({
  /** That of a failed check of the set-up, or one of the overview's own. */
  code: Type.String(),
  /** The finding in English, if there is more to say. */
  detail: Type.String(),
  findings: Type.Array(Finding),
  /** The console's page where it is mended or seen; `null`: the overview itself. */
  page: Type.Union([Type.Literal('setup'), Type.Literal('rooms'), Type.Literal('accounts'), Type.Null()]),
})
export type Problem = Static<typeof Problem>
/** A node of the service, where there are several. */
const Node = Type.Object({
  id: Type.String(),
  /** Where the other nodes reach it: host and port. */
  address: Type.String(),
  version: Type.String(),
  /** How many regions it owns; one of all nodes also owns what belongs to no region. */
  areas: Type.Integer(),
  /** It has given its areas away, and takes no new ones. */
  draining: Type.Boolean(),
})
/** A process of the media hub. */
const HubProcessView = Type.Object({
  /** Its UDP ports: one, or a range with a port for each connection. */
  portBegin: Type.Integer(),
  portEnd: Type.Integer(),
  /** `unused`: it was not needed yet; `down`: it has ended, and is started again. */
  state: Type.Union([
    Type.Literal('unused'),
    Type.Literal('starting'),
    Type.Literal('up'),
    Type.Literal('down'),
  ]),
  /** Nobody gets through to its port, though others of the hub are reached: rooms go to those. */
  closed: Type.Boolean(),
  rooms: Type.Integer(),
  /** Connections of pages and viewers. */
  peers: Type.Integer(),
  /** How often it has ended and was started again. */
  restarts: Type.Integer(),
  /** These three are `null` before its first report. */
  cores: Nullable(Type.Number()),
  /** How long half and 99 % of its turns took at most, of the 20 ms that each has. */
  medianTurnMs: Nullable(Type.Number()),
  turnMs: Nullable(Type.Number()),
  /** Turns that it left out because it came too late, since it started. */
  droppedTurns: Type.Integer(),
})
export type HubProcessView = Static<typeof HubProcessView>
export const Overview = Type.Object({
  /** Empty where there is one node only. */
  nodes: Type.Array(Node),
  /** What is bad now, the worst first. */
  problems: Type.Array(Problem),
  now: Sample,
  /** `null` in the first hour. */
  hourAgo: Nullable(Sample),
  regions: Type.Array(RegionView),
  callers: Type.Array(CallerView),
  /** Those of this node, of all grids; none where there is no media hub. */
  hubProcesses: Type.Array(HubProcessView),
  /** Since the start, by reason. */
  joinFailures: Type.Array(Type.Object({ reason: Type.String(), count: Type.Integer() })),
  health: Type.Object({
    store: Type.Boolean(),
    /** What is wrong with the database, in English. */
    storeFault: Nullable(Type.String()),
    uptimeSeconds: Type.Number(),
    memoryMegabytes: Type.Number(),
    channels: Type.Integer(),
  }),
})
export type Overview = Static<typeof Overview>

export const Check = Type.Object({
  code: Type.String(),
  state: Type.Union([Type.Literal('good'), Type.Literal('bad'), Type.Literal('unknown')]),
  /** The finding in English, if there is more to say. */
  detail: Type.String(),
  findings: Type.Array(Finding),
})
export const SecretName = Type.Union([Type.Literal('regionSecret'), Type.Literal('vivoxAdminPassword')])
export type SecretName = Static<typeof SecretName>
export const Setup = Type.Object({
  /** The service's own STUN server, such as `stun:voice.example:40001`. */
  stun: Nullable(Type.String()),
  /** All lines hold `SECRET_PLACES` instead of secrets. */
  openSimIni: Type.String(),
  webRtcIni: Type.String(),
  regionsJson: Type.String(),
  scriptNotecard: Type.String(),
  turnserverConf: Type.String(),
  checks: Type.Array(Check),
  secrets: Type.Array(
    Type.Object({
      name: SecretName,
      /** Whether the console has shown the secret in force already; it is not shown again. */
      shown: Type.Boolean(),
      /** Whether the secret is set in the environment and can only be changed there. */
      fixed: Type.Boolean(),
    }),
  ),
})
export type Setup = Static<typeof Setup>
export const SecretShown = Type.Object({ secret: Type.String() })

export const AccountView = Type.Object({
  agentId: Type.String(),
  /** The name in-world, if it is known at the moment. */
  name: Type.String(),
  accountName: Nullable(Type.String()),
  disabled: Type.Boolean(),
  createdAt: Nullable(Time),
  lastSeenAt: Nullable(Time),
  region: Nullable(Type.String()),
  inVoice: Type.Boolean(),
})
export type AccountView = Static<typeof AccountView>
