/** Text of others, made fit to be shown. */

/** Nothing that a file holds may steer the terminal: control characters are shown as U+2400 and following. */
export function visible(text: string): string {
  return text
    .replaceAll('\t', '  ')
    .replace(CONTROL, (character) =>
      character < ' ' ? String.fromCharCode(0x2400 + character.charCodeAt(0)) : '\ufffd',
    )
}

// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g
