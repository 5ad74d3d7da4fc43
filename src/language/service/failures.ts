/** Keys of a service: what is done when something fails, or is taken down on purpose. */
import { circuitFormat } from '../formats/circuit.ts'
import { durationFormat } from '../formats/duration.ts'
import { networkFormat } from '../formats/network.ts'
import { hasControl, pathFormat } from '../formats/path.ts'
import { refusal } from '../formats/refusal.ts'
import { statusRangeFormat } from '../formats/statusRange.ts'
import type { Shape } from '../shape.ts'
import { anyOf, textSchema } from '../shapes/alternatives.ts'
import { isNumber, isText, short, shorthand } from '../shapes/choice.ts'
import { oneOrMany } from '../shapes/list.ts'
import { object, whole, type Keys, type Partially } from '../shapes/object.ts'
import { integer, isMistake, text, truthOf, type Format } from '../shapes/scalar.ts'
import { upstreamShape, type Upstream } from './upstream.ts'

const attempts = integer({ min: 1, max: 100, expects: 'a number of attempts' })
const networks = oneOrMany(text(networkFormat))

/** YAML reads `500` as a number, and that is what people write. */
const statuses = oneOrMany<string>({
  expects: statusRangeFormat.expects,
  takes: (written) => !isMistake(statusRangeFormat.parse(written)),
  decode: (value, decoding) =>
    text(statusRangeFormat).decode(isNumber(value) ? String(value) : value, decoding),
  schema: () => anyOf(textSchema(statusRangeFormat.schema), { type: 'integer', minimum: 100, maximum: 599 }),
})

const expression = text(circuitFormat)

const circuitKeys = {
  expression: {
    shape: expression,
    about:
      'When it opens: `NetworkErrorRatio()`, `LatencyAtQuantileMS(50.0)` or `ResponseCodeRatio(500, 600, 0, 600)`, compared with a number, joined by `&&` and `||`.',
  },
  checkPeriod: {
    shape: text(durationFormat),
    about: 'How often the expression is looked at.',
    otherwise: '`100ms`',
  },
  fallbackDuration: { shape: text(durationFormat), about: 'How long it stays open.', otherwise: '`10s`' },
  recoveryDuration: {
    shape: text(durationFormat),
    about: 'How long the requests take to come back, more and more of them.',
    otherwise: '`10s`',
  },
  status: { shape: refusal, about: 'What is answered meanwhile.', otherwise: '`503`' },
} satisfies Keys

const maintenanceKeys = {
  upstream: { shape: upstreamShape, replaces: true, about: 'Who has the page.' },
  path: {
    shape: text(pathFormat),
    about: 'The page.',
    otherwise: 'the path that was asked for, so that the page may have pictures',
  },
  except: { shape: networks, about: 'Addresses and networks that come through.', otherwise: 'nobody' },
} satisfies Keys

const page = shorthand<Partially<typeof maintenanceKeys>>(
  object(maintenanceKeys, { name: '`maintenance`' }),
  short<Upstream, Partially<typeof maintenanceKeys>>(
    upstreamShape,
    (written) => isText(written) || Array.isArray(written),
    (upstream) => ({ upstream }),
  ),
)

/** As Traefik fills it in; it may hold a query. */
const pagePath: Format<string> = {
  expects: 'a path such as `/{status}.html`',
  parse(written) {
    if (!written.startsWith('/')) return { mistake: 'does not begin with a slash' }
    return hasControl(written) || /\s/.test(written)
      ? { mistake: 'holds a blank or a control character', help: 'Escape it: a blank is `%20`.' }
      : written
  },
}

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
      short(
        attempts,
        (written) => isNumber(written) || isText(written),
        (count) => ({ attempts: count }),
      ),
    ),
    about: 'Tries another time when the upstream cannot be reached.',
    becomes: '`retry`',
    example: 'retry: 3',
    otherwise: 'one attempt',
    more: ['retry: { attempts: 4, interval: 100ms }'],
  },
  circuitBreaker: {
    shape: shorthand<Partially<typeof circuitKeys>>(
      object(circuitKeys, { name: '`circuitBreaker`' }),
      short(expression, isText, (when) => ({ expression: when })),
    ),
    about: 'Answers 503 for a while when the upstream does badly, instead of asking it.',
    becomes: '`circuitBreaker`',
    example: 'circuitBreaker: NetworkErrorRatio() > 0.3',
    otherwise: 'the upstream is always asked',
    more: [
      'circuitBreaker: { expression: LatencyAtQuantileMS(50.0) > 200, fallbackDuration: 30s, status: 503 }',
    ],
  },
  errorPages: {
    shape: oneOrMany(
      whole(
        {
          status: { shape: statuses, about: 'Which answers are replaced: `404`, `500-599`, `5xx`.' },
          upstream: { shape: upstreamShape, replaces: true, about: 'Who has the pages.' },
          path: {
            shape: text(pagePath),
            about: 'Where; `{status}` is the status, `{url}` what was asked for.',
            otherwise: '`/{status}.html`',
          },
        },
        { name: '`errorPages`', required: ['status', 'upstream'] },
      ),
    ),
    replaces: true,
    about:
      'Pages of your own for errors, one or a list; the status is kept. With `auth` a 401 stays as it is, for it carries the question for the password.',
    becomes: '`errors`, and a service',
    otherwise: 'what the upstream or Traefik answers',
    example: 'errorPages: { status: 500-599, upstream: http://pages:80, path: "/{status}.html" }',
    more: [
      'errorPages: [{ status: 404, upstream: http://pages:80, path: /missing.html }, { status: 5xx, upstream: http://pages:80 }]',
    ],
  },
  maintenance: {
    shape: {
      ...page,
      decode(written, decoding) {
        const wanted = isText(written) ? truthOf(written) : written
        if (typeof wanted !== 'boolean') return page.decode(written, decoding)
        // A switch alone does not say what people are to see.
        const help = wanted ? 'Write `maintenance: http://pages:80`.' : 'Leave it out, or write `null`.'
        const mistake = 'names no server that has the page'
        return decoding.report('bad-value', { found: written, mistake, help })
      },
    } satisfies Shape<Partially<typeof maintenanceKeys>>,
    about:
      'Every request goes to a page, but for some networks; the status is the one that the server of the page answers with, 200 unless it is told to say 503. Leave it out, or `null`, when the work is done.',
    becomes: "a router above the service's",
    otherwise: 'the service serves',
    example: 'maintenance: { upstream: http://pages:80, path: /closed.html, except: 10.0.0.0/8 }',
    more: ['maintenance: http://pages:80'],
  },
} satisfies Keys
