/** What a token file holds: a token on each line, so that one can be exchanged while clients still use the other. */
import type { Understood } from './renewing.ts'

/** Shorter ones can be guessed. Characters. */
const LEAST = 16

export function tokensIn(path: string, text: string): Understood<readonly string[]> {
  const tokens = text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (tokens.length === 0)
    return { problem: `\`${path}\` holds no token; \`openssl rand -hex 32\` makes one` }
  if (tokens.some((token) => !/^[!-~]+$/.test(token)))
    return {
      problem: `a token in \`${path}\` holds a blank or a character beyond ASCII, which a header cannot carry`,
    }
  if (tokens.some((token) => token.length < LEAST))
    return {
      problem: `a token in \`${path}\` is shorter than ${LEAST} characters and could be guessed; \`openssl rand -hex 32\` makes one`,
    }
  return { value: tokens }
}
