/** Whole seconds, as a definition writes them. */

/** In the greatest unit that says it whole: `63072000` is `2y`. Below five minutes, seconds are read more easily. */
export function shortest(seconds: number): string {
  const units = [
    ['y', 365 * 24 * 3600],
    ['d', 24 * 3600],
    ['h', 3600],
    ['m', 60],
  ] as const
  const unit = units.find(
    ([name, length]) => seconds > 0 && seconds % length === 0 && (name !== 'm' || seconds >= 300),
  )
  return unit === undefined ? `${seconds}s` : `${seconds / unit[1]}${unit[0]}`
}
