/** Form fields, each with its label and a sentence where its value makes no sense. */

import { useState } from 'preact/hooks'
import type { CHANNEL_LIMITS } from '../../src/protocol/admin-channels.js'
import { texts } from '../texts/texts.js'

interface FieldProps {
  readonly name: string
  readonly fault?: string | undefined
}

function Fault({ name, fault }: FieldProps) {
  return (
    <span class="fault" id={`${name}-fault`} role="alert" data-testid={`${name}-fault`}>
      {fault ?? ''}
    </span>
  )
}

export interface NumberFieldProps extends FieldProps {
  readonly name: keyof typeof CHANNEL_LIMITS
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  readonly onChange: (value: number) => void
}

export function NumberField({ name, value, min, max, step, fault, onChange }: NumberFieldProps) {
  const told = { 'aria-invalid': fault !== undefined, 'aria-describedby': `${name}-fault` }
  // The typed text stays as it is ("1." too) unless another value came from elsewhere.
  const [typed, setTyped] = useState(String(value))
  const text = Number.isFinite(value) && numberIn(typed) !== value ? String(value) : typed
  function take(next: string): void {
    setTyped(next)
    onChange(numberIn(next))
  }
  return (
    <label>
      {texts.fields[name]}
      <span class="pair">
        <input
          type="range"
          aria-label={texts.slider(texts.fields[name])}
          min={min}
          max={max}
          step={step}
          value={Number.isFinite(value) ? value : min}
          onInput={(event) => take(event.currentTarget.value)}
        />
        <input
          type="text"
          inputMode="decimal"
          name={name}
          value={text}
          onInput={(event) => take(event.currentTarget.value)}
          {...told}
        />
      </span>
      <Fault name={name} fault={fault} />
    </label>
  )
}

/** Reads a number with a comma or a point; NaN where the text is not a number. */
function numberIn(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text.replace(',', '.'))
}

export interface ChoiceFieldProps<T extends string> extends FieldProps {
  readonly label: string
  readonly value: T
  readonly choices: readonly (readonly [T, string])[]
  readonly onChange: (value: T) => void
}

export function ChoiceField<T extends string>({
  name,
  label,
  value,
  choices,
  fault,
  onChange,
}: ChoiceFieldProps<T>) {
  return (
    <label>
      {label}
      <select
        name={name}
        value={value}
        onChange={(event) => {
          const found = choices.find(([choice]) => choice === event.currentTarget.value)
          if (found) onChange(found[0])
        }}
      >
        {choices.map(([choice, words]) => (
          <option key={choice} value={choice} selected={choice === value}>
            {words}
          </option>
        ))}
      </select>
      {fault && <Fault name={name} fault={fault} />}
    </label>
  )
}
