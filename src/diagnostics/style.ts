/** Colours for a terminal, or none. */
export interface Style {
  bold(text: string): string
  red(text: string): string
  yellow(text: string): string
  green(text: string): string
  blue(text: string): string
  dim(text: string): string
}

export function createStyle(color: boolean): Style {
  const paint = (on: number, off: number) => (text: string) =>
    color ? `\u001b[${on}m${text}\u001b[${off}m` : text
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    green: paint(32, 39),
    yellow: paint(33, 39),
    blue: paint(36, 39),
  }
}
