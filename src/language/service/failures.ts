/** Keys of a service: what is done when something fails, or is taken down on purpose. */
import { circuitFormat } from '../formats/circuit.ts'
import { durationFormat } from '../formats/duration.ts'
import { networkFormat } from '../formats/network.ts'
import { pathFormat } from '../formats/path.ts'
import { statusRangeFormat } from '../formats/statusRange.ts'
import { isNumber, short, shorthand } from '../shapes/choice.ts'
import { oneOrMany } from '../shapes/list.ts'
import { object, whole, type Keys } from '../shapes/object.ts'
import { integer, text } from '../shapes/scalar.ts'
import { upstreamShape } from './upstream.ts'

const attempts = integer({ min: 1, max: 100, expects: 'a number of attempts' })
const networks = oneOrMany(text(networkFormat))

/** YAML reads `500` as a number, and that is what people write. */
const statuses = oneOrMany<string>({
  expects: statusRangeFormat.expects,
  decode: (value, decoding) =>
    text(statusRangeFormat).decode(isNumber(value) ? String(value) : value, decoding),
  schema: () => ({ type: ['integer', 'string'] }),
})

export const failures = {
  retry: {
    shape: shorthand<{ readonly attempts?: number | null; readonly interval?: number | null }>(
      object(
        {
          attempts: { shape: attempts, about: 'How often in all.' },
          interval: { shape: text(durationFormat), about: 'The first pause; each further one is longer.' },
        },
        { name: '`retry`' },
      ),
      short(attempts, isNumber, (count) => ({ attempts: count })),
    ),
    about: 'Tries another time when the upstream cannot be reached.',
    becomes: '`retry`',
    example: 'retry: 3',
  },
  circuitBreaker: {
    shape: text(circuitFormat),
    about: 'Answers 503 for a while when this is true.',
    becomes: '`circuitBreaker`',
    example: 'circuitBreaker: NetworkErrorRatio() > 0.3',
  },
  errorPages: {
    shape: whole(
      {
        status: { shape: statuses, about: 'Which answers are replaced: `404`, `500-599`.' },
        upstream: { shape: upstreamShape, replaces: true, about: 'Who has the pages.' },
        path: {
          shape: text({
            ...pathFormat,
            parse: (written) =>
              written.includes('?') || written.includes('{') ? written : pathFormat.parse(written),
          }),
          about: 'Where; `{status}` is the status.',
          otherwise: '`/{status}.html`',
        },
      },
      { name: '`errorPages`', required: ['status', 'upstream'] },
    ),
    about: 'Pages of your own for errors.',
    becomes: '`errors`, and a service',
    example: 'errorPages: { status: 500-599, upstream: http://pages:80, path: "/{status}.html" }',
  },
  maintenance: {
    shape: whole(
      {
        upstream: { shape: upstreamShape, replaces: true, about: 'Who has the page.' },
        path: { shape: text(pathFormat), about: 'The page.', otherwise: 'the path that was asked for' },
        except: { shape: networks, about: 'Addresses and networks that come through.' },
      },
      { name: '`maintenance`', required: ['upstream'] },
    ),
    about: 'Every request goes to a page, but for some networks.',
    becomes: "a router above the service's",
    example: 'maintenance: { upstream: http://pages:80, except: 10.0.0.0/8 }',
  },
} satisfies Keys
