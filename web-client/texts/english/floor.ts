/** The words of the floor, of moderation and of blocking, in English; the other languages have the same shape. */

import type { FloorNews } from '../../floor/own-floor.js'

export const englishFloor = {
  acts: {
    mute: 'Mute for everybody',
    unmute: 'Unmute for everybody',
    'give-floor': 'Give the floor',
    'take-floor': 'Take the floor back',
    'lower-hand': 'Lower the hand',
    kick: 'Take out…',
    ban: 'Ban…',
  },
  block: 'Block',
  unblock: 'Unblock',
  complain: 'Tell the moderators…',
  blockedPeople: 'People you block',
  nobodyBlocked: 'You block nobody. Blocking is in the card of a person.',
  room: 'Room',
  hands: 'Raised hands',
  noHands: 'Nobody has raised a hand.',
  noFloor:
    'In a lecture only moderators speak. To give somebody the floor, have an admin make it a presentation.',
  you: 'You',
  muteAll: 'Mute everybody',
  muteAllHint: 'Also who comes later; moderators are spared.',
  lock: 'Lock the room',
  lockHint: 'Nobody new comes in, except moderators. Who was inside may come back.',
  end: 'End the lecture',
  endHint: 'From then on everybody may speak.',
  endReally: 'Really end it?',
  why: 'Why? They will read it.',
  howLong: 'For how long',
  whatHappened: 'What happened? The moderators will read it.',
  ask: {
    kick: (name: string) => `Take ${name} out?`,
    ban: (name: string) => `Ban ${name}?`,
    complain: (name: string) => `Tell the moderators about ${name}`,
  },
  does: { kick: 'Take out', ban: 'Ban', complain: 'Send' },
  cancel: 'Cancel',
  undo: 'Undo',
  news: {
    'floor-given': () => 'You have the floor: switch your microphone on and speak.',
    'floor-taken': () => 'A moderator has taken the floor back. You listen again.',
    'hand-lowered': () => 'Your hand is down.',
    unmuted: () => 'A moderator lets you be heard again.',
    moderates: () => 'You moderate this room now.',
    complained: () => 'The moderators will read it.',
    blocked: (name) => `You block ${name}: no voice, no lines and no calls between you.`,
    unblocked: (name) => `You no longer block ${name}.`,
    mute: (name) => `${name} is muted for everybody.`,
    unmute: (name) => `${name} is no longer muted.`,
    'give-floor': (name) => `${name} has the floor.`,
    'take-floor': (name) => `${name} no longer has the floor.`,
    'lower-hand': (name) => `The hand of ${name} is down.`,
    kick: (name) => `${name} was taken out.`,
    ban: (name) => `${name} is banned.`,
    unban: (name) => `${name} is no longer banned.`,
    'mute-all': () => 'Everybody is muted, except moderators.',
    'unmute-all': () => 'Nobody is muted any more.',
    lock: () => 'The room is locked.',
    unlock: () => 'The room is open again.',
    'end-lecture': () => 'The lecture is over: everybody may speak.',
  } satisfies Record<FloorNews['what'], (name: string) => string> as Record<
    FloorNews['what'],
    (name: string) => string
  >,
}

export type FloorTexts = typeof englishFloor
