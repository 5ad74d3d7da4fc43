/** Keys of a service: which requests are meant, beside hosts and paths. */
import { headerName, headerValue } from '../formats/header.ts'
import { methodFormat } from '../formats/method.ts'
import { networkFormat } from '../formats/network.ts'
import { regexFormat } from '../formats/regex.ts'
import { isText, mapped, orNull, short, shorthand, withHelp } from '../shapes/choice.ts'
import { exactlyOne } from '../shapes/exactlyOne.ts'
import { oneOrMany } from '../shapes/list.ts'
import { object, type Keys } from '../shapes/object.ts'
import { record } from '../shapes/record.ts'
import { text, type Format } from '../shapes/scalar.ts'

/** How a header or a parameter is compared. */
export type ValueMatch = { readonly exact: string } | { readonly regex: string }

const parameterName: Format<string> = {
  expects: 'the name of a parameter',
  parse: (name) => (name === '' ? { mistake: 'is empty' } : name),
}

export const headerMatches = record(headerName, orNull(oneOrMany(valueMatch(headerValue))), 'headers')
const parameters = record(
  parameterName,
  orNull(oneOrMany(valueMatch({ expects: 'a value', parse: (value: string) => value }))),
  'parameters',
)

export const matching = {
  match: {
    shape: withHelp(
      object(
        {
          method: {
            shape: oneOrMany(text(methodFormat)),
            about: 'One of these methods.',
            becomes: '`Method`',
          },
          header: {
            shape: headerMatches,
            about:
              'All of these headers, each with exactly this value, one of these, or one that `{ regex: … }` finds.',
            becomes: '`Header`, `HeaderRegexp`',
          },
          query: {
            shape: parameters,
            about: 'All of these parameters of the query, compared like headers.',
            becomes: '`Query`, `QueryRegexp`',
          },
          clientIp: {
            shape: oneOrMany(text(networkFormat)),
            about:
              'From one of these networks. It is the address of the connection, never `X-Forwarded-For`.',
            becomes: '`ClientIP`',
          },
        },
        { name: '`match`' },
      ),
      (value) =>
        !isText(value)
          ? undefined
          : value.startsWith('/')
            ? `A path is \`path: ${value}\`.`
            : /^!?\w+\(/.test(value)
              ? 'A rule in the words of Traefik stands under `rule`.'
              : undefined,
    ),
    about: 'Only requests like these. All that is named must hold.',
    becomes: 'matchers in the rule',
    otherwise: 'every request',
    example: 'match: { method: [GET, HEAD], header: { X-Version: { regex: "^v2" } } }',
    more: ['match: { query: { beta: "1" }, clientIp: 10.0.0.0/8 }'],
  },
} satisfies Keys

function valueMatch(format: Format<string>) {
  return shorthand<ValueMatch>(
    exactlyOne<ValueMatch>({ regex: mapped(text(regexFormat), (regex) => ({ regex })) }),
    short(
      text(format),
      (written) => ['string', 'number', 'boolean'].includes(typeof written),
      (exact) => ({ exact }),
    ),
  )
}
