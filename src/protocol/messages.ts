/** The signalling messages: one schema for server and page, documented in docs/signaling-protocol.md. */

import { type Static, Type } from 'typebox'
import { callActs, callTold, ofCall, pictures } from './call-messages.js'
import { chatActs, chatTold } from './chat-messages.js'
import {
  AgentId,
  channelFields,
  EffortName,
  LinkId,
  Links,
  participantFields,
  soundFields,
} from './shared-schemas.js'

export const PROTOCOL_VERSION = 1

/** The largest message a page may send: an offer with every codec and candidate is under 16 kB. */
export const MAX_MESSAGE_BYTES = 64 * 1024

/** The largest report; other messages may be as large as `MAX_MESSAGE_BYTES`. */
export const MAX_REPORT_BYTES = 512

const strict = { additionalProperties: false }

const Description = Type.Object(
  {
    type: Type.Union([Type.Literal('offer'), Type.Literal('answer')]),
    sdp: Type.String({ maxLength: 48 * 1024 }),
  },
  strict,
)

/** An empty candidate string says that there are no more. */
const Candidate = Type.Object(
  {
    candidate: Type.String({ maxLength: 2048 }),
    sdpMid: Type.Union([Type.String({ maxLength: 64 }), Type.Null()]),
    sdpMLineIndex: Type.Union([Type.Integer({ minimum: 0, maximum: 255 }), Type.Null()]),
    usernameFragment: Type.Optional(Type.Union([Type.String({ maxLength: 256 }), Type.Null()])),
  },
  strict,
)

const Join = Type.Object(
  {
    type: Type.Literal('join'),
    muted: Type.Boolean(),
    /** Missing: I talk. */
    effort: Type.Optional(EffortName),
    /** Nobody may learn my network address: connect me through TURN, or through the media hub. */
    hideAddress: Type.Optional(Type.Boolean()),
    /** After a lost socket: the page still hears somebody, by any way. */
    resumes: Type.Optional(Type.Boolean()),
    /** After a lost socket: the links to other participants that the page still has. */
    links: Type.Optional(Links),
    /** Of a connection that is ready: for the first to whom this page is connected directly. */
    offer: Type.Optional(Type.String({ maxLength: 16 * 1024 })),
  },
  strict,
)
const Leave = Type.Object({ type: Type.Literal('leave') }, strict)
const Microphone = Type.Object({ type: Type.Literal('microphone'), ...ofCall, muted: Type.Boolean() }, strict)
const SendDescription = Type.Object(
  { type: Type.Literal('description'), ...ofCall, to: AgentId, link: LinkId, description: Description },
  strict,
)
const SendCandidate = Type.Object(
  { type: Type.Literal('candidate'), ...ofCall, to: AgentId, link: LinkId, candidate: Candidate },
  strict,
)
/** The page does not have (any more) a link that the service believes it kept: make it anew. */
const LinkLost = Type.Object(
  { type: Type.Literal('link-lost'), ...ofCall, to: AgentId, link: LinkId },
  strict,
)
/** Is this socket still alive? A page cannot see the protocol's own pings. */
const Ping = Type.Object({ type: Type.Literal('ping') }, strict)

/** More people than one page can hear; a larger number would be made up. */
const PeopleCount = Type.Integer({ minimum: 0, maximum: 200 })

/** What the page knows about its own voice: for statistics and the console, never for decisions. */
const Report = Type.Object(
  {
    type: Type.Literal('report'),
    /** Loud enough to be speech; said at each change, and again every few seconds while it holds. */
    speaking: Type.Optional(Type.Boolean()),
    /** How many people's audio arrives, by route. */
    routes: Type.Optional(Type.Object({ p2p: PeopleCount, relay: PeopleCount, hub: PeopleCount }, strict)),
    /** Time until audio could flow, from the join or, if nobody was in reach, from the first connection. */
    timeToVoiceMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 120_000 })),
    /** Why nobody hears me, or I hear nobody. */
    failure: Type.Optional(
      Type.Union([
        Type.Literal('microphone-denied'),
        Type.Literal('microphone-missing'),
        Type.Literal('microphone-busy'),
        Type.Literal('insecure-page'),
        Type.Literal('connection'),
      ]),
    ),
  },
  strict,
)
/** A connection to the media hub: one section that sends, and one that receives for each voice it can take. */
const HubOffer = Type.Object(
  { type: Type.Literal('hub-offer'), ...ofCall, sdp: Type.String({ maxLength: 48 * 1024 }) },
  strict,
)
const HubCandidate = Type.Object(
  { type: Type.Literal('hub-candidate'), ...ofCall, candidate: Candidate },
  strict,
)

const act = <Names extends string[]>(...names: [...Names]) =>
  ({ type: Type.Literal('moderate'), act: Type.Enum(names) }) as const
/** Said to the resident whom it concerns. */
const explanation = Type.Optional(Type.String({ maxLength: 300 }))
/** What a moderator does in the room of its place: to somebody, or to everybody. */
const Moderate = Type.Union([
  Type.Object(
    {
      ...act('mute', 'unmute', 'give-floor', 'take-floor', 'lower-hand', 'unban'),
      agentId: AgentId,
    },
    strict,
  ),
  Type.Object({ ...act('kick'), agentId: AgentId, explanation }, strict),
  Type.Object(
    {
      ...act('ban'),
      agentId: AgentId,
      minutes: Type.Integer({ minimum: 1, maximum: 60 * 24 * 365 }),
      explanation,
    },
    strict,
  ),
  Type.Object(act('mute-all', 'unmute-all', 'lock', 'unlock', 'end-lecture'), strict),
])

/** Each message of a page by its type. */
export const clientMessages = {
  join: Join,
  leave: Leave,
  microphone: Microphone,
  /** I whisper, talk or shout in my place from now on. */
  effort: Type.Object({ type: Type.Literal('effort'), effort: EffortName }, strict),
  description: SendDescription,
  candidate: SendCandidate,
  'link-lost': LinkLost,
  'hub-offer': HubOffer,
  'hub-candidate': HubCandidate,
  ping: Ping,
  report: Report,
  /** Asks for the floor, where the channel's mode does not let everybody speak; or takes that back. */
  hand: Type.Object({ type: Type.Literal('hand'), raised: Type.Boolean() }, strict),
  moderate: Moderate,
  /** Whether I wear headphones at my viewer; `null`: as each place has it. */
  'viewer-headphones': Type.Object(
    { type: Type.Literal('viewer-headphones'), headphones: Type.Union([Type.Boolean(), Type.Null()]) },
    strict,
  ),
  ...callActs,
  ...chatActs,
} as const

export type ClientMessageType = keyof typeof clientMessages
export type ClientMessages = { [Kind in ClientMessageType]: Static<(typeof clientMessages)[Kind]> }
export type ClientMessage = ClientMessages[ClientMessageType]

const IceServer = Type.Object({
  urls: Type.Array(Type.String()),
  username: Type.Optional(Type.String()),
  credential: Type.Optional(Type.String()),
})

/** Why nobody hears the participant; told to that participant alone. */
const RoomSilence = Type.Union([
  Type.Literal('muted-by-moderator'),
  /** By the channel's mode. */
  Type.Literal('moderators-only'),
  /** By the channel's mode; moderators may give the floor. */
  Type.Literal('floor-needed'),
])

const Participant = Type.Object({
  ...participantFields,
  /** The participant only listens: any audio that comes must not be played. */
  listensOnly: Type.Boolean(),
  /** For the page's own resident only: why nobody hears them; `null`: they may be heard. */
  silence: Type.Optional(Type.Union([RoomSilence, Type.Null()])),
  /** A moderator of the channel; missing: no. */
  moderator: Type.Optional(Type.Boolean()),
  /** A moderator has given the participant the floor; missing: no. */
  floor: Type.Optional(Type.Boolean()),
  /** The hand is raised: who raised theirs earlier has a smaller number. */
  hand: Type.Optional(Type.Integer()),
  /** In a call; missing: the page has not said anything about pictures. */
  pictures: Type.Optional(Type.Object(pictures)),
  /** The participant's number in position frames. */
  index: Type.Integer(),
  /** How they fade with distance, where they are heard from another room, over the region's border; missing: they are in this room. */
  beyond: Type.Optional(Type.Object(soundFields)),
})

const RoomRules = Type.Object({
  /** Nobody comes in but who was inside, and moderators. */
  locked: Type.Boolean(),
  /** Everybody is muted except moderators. */
  allMuted: Type.Boolean(),
})

const Channel = Type.Object({
  ...channelFields,
  /** Nobody tells where somebody in the room stands: everybody in it is heard without distance meanwhile. */
  unplaced: Type.Optional(Type.Boolean()),
})

const ServerMessageSchema = Type.Union([
  Type.Object({
    type: Type.Literal('welcome'),
    protocol: Type.Integer(),
    agentId: AgentId,
    name: Type.String(),
    iceServers: Type.Array(IceServer),
    iceTransportPolicy: Type.Union([Type.Literal('all'), Type.Literal('relay')]),
    /** Whether a page's network address can be kept from others: by a TURN server or the media hub. */
    hidesAddresses: Type.Boolean(),
    /** The build of the page that the service serves; a page of another build may lack files. */
    build: Type.String(),
  }),
  /** The same servers with newer credentials, for all connections, open ones included. */
  Type.Object({ type: Type.Literal('ice-servers'), iceServers: Type.Array(IceServer) }),
  Type.Object({
    type: Type.Literal('room'),
    ...ofCall,
    channel: Channel,
    self: Participant,
    participants: Type.Array(Participant),
    /** Nothing was heard of the region for a while: positions are the last known ones. */
    feedLost: Type.Boolean(),
    /** Missing: neither. */
    rules: Type.Optional(RoomRules),
    /** From another room: my connections go on, and I am told of each that does not; missing: all of them are over. */
    goesOn: Type.Optional(Type.Boolean()),
  }),
  Type.Object({
    type: Type.Literal('no-room'),
    reason: Type.Union([
      Type.Literal('not-in-world'),
      /** Neither a region nor the avatar's viewer tells positions. */
      Type.Literal('no-positions'),
      /** The region was out of reach and does not list the avatar (yet), which does not prove that the avatar left. */
      Type.Literal('region-away'),
      Type.Literal('voice-off'),
      Type.Literal('channel-full'),
      /** The grid has as many people or rooms in voice as it may have. */
      Type.Literal('grid-full'),
      /** By a moderator. */
      Type.Literal('locked'),
      /** The voice link of the session is good in other regions only: the grid does not vouch for the avatar. */
      Type.Literal('link-confined'),
      Type.Literal('kicked'),
      Type.Literal('left'),
    ]),
    /** For a kicked resident: milliseconds since 1970, when they may come back. */
    until: Type.Optional(Type.Number()),
    /** For a kicked resident: why, in the moderator's own words. */
    explanation: Type.Optional(Type.String()),
  }),
  Type.Object({ type: Type.Literal('channel'), channel: Channel }),
  /** What moderators have decided about the room as a whole has changed. */
  Type.Object({ type: Type.Literal('rules'), rules: RoomRules }),
  Type.Object({ type: Type.Literal('feed'), lost: Type.Boolean() }),
  /** Whether the service can store anything: sent when it cannot, and when it can again. */
  Type.Object({ type: Type.Literal('store'), writable: Type.Boolean() }),
  Type.Object({ type: Type.Literal('participant-joined'), ...ofCall, participant: Participant }),
  /** How a participant takes part; a resident in a viewer has no page to look at. */
  Type.Object({
    type: Type.Literal('participant-arrived'),
    ...ofCall,
    agentId: AgentId,
    by: Type.Union([Type.Literal('page'), Type.Literal('viewer')]),
  }),
  Type.Object({ type: Type.Literal('participant-changed'), ...ofCall, participant: Participant }),
  Type.Object({ type: Type.Literal('participant-left'), ...ofCall, agentId: AgentId }),
  Type.Object({
    type: Type.Literal('peer-connect'),
    ...ofCall,
    agentId: AgentId,
    link: LinkId,
    /** This side makes the offer and is the impolite one of perfect negotiation. */
    offers: Type.Boolean(),
    /** The other side has the offer of this side's join. */
    offered: Type.Optional(Type.Literal(true)),
    /** Both sides still have this connection from before a socket was lost. */
    resumed: Type.Boolean(),
    /** Use TURN candidates only; the service lets no others through. */
    relayOnly: Type.Boolean(),
  }),
  Type.Object({ type: Type.Literal('peer-disconnect'), ...ofCall, agentId: AgentId, link: LinkId }),
  Type.Object({
    type: Type.Literal('description'),
    ...ofCall,
    from: AgentId,
    link: LinkId,
    description: Description,
  }),
  Type.Object({
    type: Type.Literal('candidate'),
    ...ofCall,
    from: AgentId,
    link: LinkId,
    candidate: Candidate,
  }),
  Type.Object({ type: Type.Literal('pong') }),
  /** Connect to the media hub, again if there is a connection already; voices change over as they arrive. */
  Type.Object({ type: Type.Literal('hub-connect'), ...ofCall }),
  /** With all candidates of the hub. */
  Type.Object({ type: Type.Literal('hub-answer'), ...ofCall, sdp: Type.String() }),
  /** Whose voice comes in each receiving section from now on, in the sections' order; `null`: nobody's. */
  Type.Object({
    type: Type.Literal('hub-slots'),
    ...ofCall,
    agentIds: Type.Array(Type.Union([AgentId, Type.Null()])),
  }),
  /** The connection to the hub is no longer needed. */
  Type.Object({ type: Type.Literal('hub-disconnect'), ...ofCall }),
  ...callTold,
  ...chatTold,
  Type.Object({
    type: Type.Literal('error'),
    code: Type.String(),
    message: Type.String(),
    /** The type of the page's message that it answers, if any. */
    about: Type.Optional(Type.String()),
    /** With `origin-refused`: where the page must be opened instead. */
    url: Type.Optional(Type.String()),
  }),
])

export type ServerMessage = Static<typeof ServerMessageSchema>
export type ServerMessageOf<Kind extends ServerMessage['type']> = Extract<ServerMessage, { type: Kind }>
export type ChannelMessage = Static<typeof Channel>
export type ParticipantMessage = Static<typeof Participant>
export type RoomRulesMessage = Static<typeof RoomRules>
export type ModerateMessage = Static<typeof Moderate>
export type RoomSilenceMessage = Static<typeof RoomSilence>
export type VoiceReportMessage = Static<typeof Report>
export type IceServerMessage = Static<typeof IceServer>
export type SessionDescription = Static<typeof Description>
export type IceCandidate = Static<typeof Candidate>
