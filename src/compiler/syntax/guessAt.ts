/** Guesses what a person did where YAML gave up, which is often a line later than the mistake. */
import { breakdownAt, type Breakdown, type Guess } from './guess.ts'
import { firstCharacter } from './firstCharacter.ts'
import { escape, unclosed } from './quotes.ts'
import { indentation, textOfBlock } from './indentation.ts'
import { control, mergeConflict, strangeBlank, tab, template, toml } from './strangers.ts'
import { closesNothing, commaMissing, itemBehindKey, secondColon, wordBehindQuote } from './oneLine.ts'
import { noBlank, noColon } from './noKey.ts'

export function guessAt(text: string, offset: number, reason: string): Guess | undefined {
  const breakdown = breakdownAt(text, offset, reason)
  for (const guess of GUESSES) {
    const guessed = guess(breakdown)
    if (guessed !== undefined) return guessed
  }
  return undefined
}

/** The first that fits is told, so what is surest stands first. */
const GUESSES: readonly ((breakdown: Breakdown) => Guess | undefined)[] = [
  mergeConflict,
  control,
  toml,
  template,
  tab,
  strangeBlank,
  escape,
  unclosed,
  firstCharacter,
  closesNothing,
  wordBehindQuote,
  itemBehindKey,
  textOfBlock,
  noBlank,
  commaMissing,
  secondColon,
  noColon,
  indentation,
]
