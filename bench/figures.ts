/** What the tables are made of. */

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]]
  return (low + high) / 2
}

export function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(0)} MB`
}

export function ratio(value: number, anchor: number): string {
  return (value / anchor).toFixed(2)
}

/** A table in Markdown. */
export function table(
  print: (line: string) => void,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  print(line(head))
  print(line(head.map(() => '---')))
  for (const row of rows) print(line(row))
}

/** Runs each of them in turn, `rounds` times: what disturbs the machine disturbs all of them. The median of each, by name. */
export async function interleaved(
  rounds: number,
  subjects: Readonly<Record<string, () => Promise<number>>>,
): Promise<(name: string) => number> {
  const found = new Map<string, number[]>()
  for (let round = 0; round < rounds; round++) {
    for (const [name, measure] of Object.entries(subjects))
      found.set(name, [...(found.get(name) ?? []), await measure()])
  }
  return (name) => median(found.get(name) ?? [])
}
