/** The field of a form in which a role is chosen. */

import { ADMIN_ROLES } from '../../../src/pure/admin-roles.js'
import { texts } from '../../texts/texts.js'

export function RoleField() {
  return (
    <label>
      {texts.role}
      <select name="role">
        {ADMIN_ROLES.map((role) => (
          <option key={role} value={role} selected={role === 'moderator'}>
            {texts.adminWords.roles[role]}
          </option>
        ))}
      </select>
    </label>
  )
}
