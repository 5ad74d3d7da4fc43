/** The kinds of values that keys take, each with texts that it reads. */
import { addressFormat } from '../../../src/language/formats/address.ts'
import { durationFormat } from '../../../src/language/formats/duration.ts'
import { hostFormat } from '../../../src/language/formats/host.ts'
import { networkFormat } from '../../../src/language/formats/network.ts'
import { originFormat } from '../../../src/language/formats/origin.ts'
import { pathFormat } from '../../../src/language/formats/path.ts'
import { rateFormat } from '../../../src/language/formats/rate.ts'
import { regexFormat } from '../../../src/language/formats/regex.ts'
import { sizeFormat } from '../../../src/language/formats/size.ts'
import { statusRangeFormat } from '../../../src/language/formats/statusRange.ts'
import { urlFormat } from '../../../src/language/formats/url.ts'
import type { Format } from '../../../src/language/shapes/scalar.ts'

export interface Kind {
  readonly name: string
  readonly format: Format<unknown>
  readonly examples: readonly string[]
  readonly about: string
}

export const KINDS: readonly Kind[] = [
  {
    name: 'duration',
    format: durationFormat,
    examples: ['250ms', '10s', '5m', '1h30m', '180d', '2y'],
    about:
      'Units are `ms`, `s`, `m`, `h`, `d`, `w`, `y` (365 days). A number alone is refused: it has no unit.',
  },
  {
    name: 'size',
    format: sizeFormat,
    examples: ['512B', '50MB', '1MiB', '1.5GiB'],
    about: '`kB`, `MB`, `GB` count thousands, `KiB`, `MiB`, `GiB` 1024s.',
  },
  {
    name: 'rate',
    format: rateFormat,
    examples: ['100/s', '10/m', '1000/h'],
    about: 'Requests in a second, a minute, an hour.',
  },
  {
    name: 'host',
    format: hostFormat,
    examples: ['shop.example.com', '*.example.com', 'bücher.example'],
    about: 'A name without scheme, port and path. `*.` stands for exactly one label.',
  },
  {
    name: 'path',
    format: pathFormat,
    examples: ['/api', '/static/', '/übersicht'],
    about: 'Begins with a slash; without a query. Written as people read it, not escaped.',
  },
  {
    name: 'URL',
    format: urlFormat,
    examples: ['http://app:8080', 'https://10.0.0.5:8443', 'h2c://grpc:50051', 'http://[::1]:80/below'],
    about: 'Scheme, host, port, and a path if there is one. `h2c` is HTTP/2 without TLS, as gRPC speaks it.',
  },
  {
    name: 'address',
    format: addressFormat,
    examples: ['postgres:5432', '10.0.0.53:53'],
    about: 'Host and port, for TCP and UDP.',
  },
  {
    name: 'network',
    format: networkFormat,
    examples: ['10.0.0.0/8', '192.0.2.1', '2001:db8::/32'],
    about: 'An address or a network.',
  },
  {
    name: 'origin',
    format: originFormat,
    examples: ['https://app.example.com', 'https://*.example.com', '*'],
    about: 'The site of a page: scheme, host, and a port if it is not the usual one.',
  },
  {
    name: 'status',
    format: statusRangeFormat,
    examples: ['404', '500-599', '5xx'],
    about: 'One, or a range.',
  },
  {
    name: 'regular expression',
    format: regexFormat,
    examples: ['^/users/[0-9]+$', '(?i)\\.png$'],
    about:
      "Go's RE2: no lookaround, no backreferences. It finds anywhere in the text unless `^` and `$` hold it.",
  },
]
