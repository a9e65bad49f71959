/** The schema of an avatar's UUID as a page sends it, in either case. */

import { Type } from 'typebox'

export const AgentId = Type.String({ pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' })
