/** A small chart of a count over the last hour. */

const WIDTH = 120
const HEIGHT = 28

export function SparkLine({ values }: { values: readonly number[] }) {
  // A line along the upper edge would look like an underline of the number.
  const top = Math.max(1, ...values) * 1.25
  const step = WIDTH / Math.max(1, values.length - 1)
  const points = values.map(
    (value, index) =>
      `${(index * step).toFixed(1)},${(HEIGHT - (value / top) * (HEIGHT - 2) - 1).toFixed(1)}`,
  )
  return (
    <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <polyline points={points.join(' ')} />
    </svg>
  )
}
