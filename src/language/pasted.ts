/** What comes along when a text is pasted or typed in haste: quotes, a line break, characters that nobody sees. */
import type { Mistake } from './shapes/scalar.ts'

/** What is wrong with it, and the text without; nothing when there is no such thing at it. */
export function pasted(text: string): { readonly text: string; readonly mistake: string } | undefined {
  for (const [pattern, mistake] of PASTED) {
    const without = text.replace(pattern, '')
    if (without !== text && without !== '') return { text: without.trim(), mistake }
  }
  return undefined
}

/** `without` is good: that is all that has to be said. */
export function withoutPasted({ text, mistake }: { text: string; mistake: string }, shows: boolean): Mistake {
  if (mistake === LINE_BREAK) return { mistake, help: 'Write it on one line, behind the key.' }
  return { mistake, help: shows ? `Write \`${text}\`.` : 'Take it out.' }
}

/** Blanks that are none, and characters without a shape. */
export const UNSEEN = /[\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff]/

const LINE_BREAK = 'ends in a line break'

const PASTED: readonly (readonly [RegExp, string])[] = [
  [/[\r\n]+$/, LINE_BREAK],
  [new RegExp(UNSEEN, 'g'), 'holds a character that nobody sees'],
  [
    /^["'`\u2018-\u201f\u00ab\u00bb]+|["'`\u2018-\u201f\u00ab\u00bb]+$/g,
    'has a quotation mark that is part of the text',
  ],
  [/[;,]+$/, 'ends in a character that does not belong to it'],
]
