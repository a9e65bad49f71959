/** Acts of the audit log that are done to people: for the service and the console. */

export const ACTS_ON_PEOPLE = [
  'muted',
  'unmuted',
  'writing-muted',
  'writing-unmuted',
  'line-removed',
  'all-muted',
  'all-unmuted',
  'floor-given',
  'floor-taken',
  'hand-lowered',
  'kicked',
  'banned',
  'unbanned',
  'taken-back',
  'complaint-closed',
  'account-disabled',
  'account-enabled',
  'sessions-ended',
] as const
