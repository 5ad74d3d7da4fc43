/** Keys of a service: which requests are meant, beside hosts and paths. */
import { headerName, headerValue } from '../formats/header.ts'
import { methodFormat } from '../formats/method.ts'
import { networkFormat } from '../formats/network.ts'
import { oneOrMany } from '../shapes/list.ts'
import { object, type Keys } from '../shapes/object.ts'
import { record } from '../shapes/record.ts'
import { text } from '../shapes/scalar.ts'

export const matching = {
  match: {
    shape: object(
      {
        method: { shape: oneOrMany(text(methodFormat)), about: 'One of these methods.', becomes: '`Method`' },
        header: {
          shape: record(headerName, text(headerValue), 'headers'),
          about: 'All of these headers, each with exactly this value.',
          becomes: '`Header`',
        },
        query: {
          shape: record(
            {
              expects: 'the name of a parameter',
              parse: (name) => (name === '' ? { mistake: 'is empty' } : name),
            },
            text({ expects: 'a value', parse: (value: string) => value }),
            'parameters',
          ),
          about: 'All of these parameters, each with exactly this value.',
          becomes: '`Query`',
        },
        clientIp: {
          shape: oneOrMany(text(networkFormat)),
          about: 'From one of these networks.',
          becomes: '`ClientIP`',
        },
      },
      { name: '`match`' },
    ),
    about: 'Only requests like these. All that is named must hold.',
    becomes: 'matchers in the rule',
    example: 'match: { method: [GET, HEAD] }',
  },
} satisfies Keys
