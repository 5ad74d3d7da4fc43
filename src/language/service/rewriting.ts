/** Keys of a service: what is done to the path of a request. */
import { hasControl, pathFormat } from '../formats/path.ts'
import { redirectSource, redirectTarget } from '../formats/redirect.ts'
import { regexFormat } from '../formats/regex.ts'
import { withHelp } from '../shapes/choice.ts'
import { invalid, isMapping, type Shape } from '../shape.ts'
import { anyOf } from '../shapes/alternatives.ts'
import { list, oneOrMany } from '../shapes/list.ts'
import { whole, type Keys } from '../shapes/object.ts'
import { flag, reportFormer, text, word, type Format } from '../shapes/scalar.ts'

/** Go reads `$1x` as a group called `1x`, where people mean the first one. */
const replacementFormat: Format<string> = {
  expects: 'a path such as `/new/${1}`',
  parse(written) {
    if (!/^[/$]/.test(written))
      return {
        mistake: 'does not begin with a slash',
        help: /^\w/.test(written) ? `Write \`/${written}\`.` : undefined,
      }
    if (/\\\d/.test(written))
      return {
        mistake: 'has a backslash before the number of a group, as other languages write it',
        help: `Write \`${written.replace(/\\(\d)/g, '${$1}')}\`.`,
      }
    return hasControl(written)
      ? { mistake: 'holds a control character' }
      : written.replace(/\$(\d+)/g, '${$1}')
  },
}

/** Go puts nothing in the place of a group that is not there. */
function withGroups<T extends { readonly from: string | null; readonly to: string | null }>(
  shape: Shape<T>,
): Shape<T> {
  return {
    ...shape,
    decode(value, decoding) {
      const decoded = shape.decode(value, decoding)
      if (decoded === invalid) return invalid
      const groups = (decoded.from ?? '').match(/(?<!\\)\((?!\?(?!P?<))/g)?.length ?? 0
      const most = Math.max(
        0,
        ...Array.from((decoded.to ?? '').matchAll(/\$\{(\d+)\}/g), ([, group]) => Number(group)),
      )
      if (most <= groups) return decoded
      decoding.enter('to')
      decoding.report('bad-value', {
        found: isMapping(value) ? value['to'] : decoded.to,
        mistake: `names the group \`\${${most}}\`, and \`from\` has ${groups === 0 ? 'none' : groups === 1 ? 'one' : `only ${groups}`}`,
        help: 'A group of `from` is a part of it in parentheses.',
      })
      decoding.leave()
      return invalid
    },
  }
}

const paths = oneOrMany(text(pathFormat))

export const rewriting = {
  redirects: {
    shape: list(
      whole(
        {
          from: { shape: text(redirectSource), about: 'The path; exact, unless it ends in `*`.' },
          to: {
            shape: text(redirectTarget),
            about: 'A path, or a URL. A `*` at its end stands for what the `*` of `from` took.',
          },
          permanent: {
            shape: flag,
            about: '301 or 308 if `true`, 302 or 307 if `false`.',
            otherwise: '`true`',
          },
        },
        { name: 'a redirect', required: ['from', 'to'] },
      ),
    ),
    about:
      'Paths that are answered with a redirect; the query is kept. A service of nothing but redirects needs no `upstream`, and redirects on HTTP too.',
    becomes: '`redirectRegex`, anchored and escaped',
    example: 'redirects: [{ from: /old, to: /new }]',
    otherwise: 'none',
    more: [
      'redirects: [{ from: /blog/*, to: "https://blog.example.com/*", permanent: false }]',
      'host: old.example.com\nredirects: [{ from: /*, to: "https://new.example.com/*" }]',
    ],
  },
  stripPrefix: {
    shape: {
      expects: '`true`, or the path to take off',
      decode: (written, decoding) =>
        typeof written === 'boolean'
          ? written
            ? ('path' as const)
            : null
          : (reportFormer(written, decoding) ?? paths.decode(written, decoding)),
      schema: (define) => anyOf({ type: 'boolean' }, paths.schema(define)),
    } satisfies Shape<'path' | readonly string[] | null>,
    about:
      'Takes the path of the service off before the upstream sees the request; `X-Forwarded-Prefix` tells it.',
    becomes: '`stripPrefix`',
    otherwise: 'the path is passed on as it came',
    example: 'path: /api\nstripPrefix: true',
    more: ['stripPrefix: [/api, /v1]'],
  },
  addPrefix: {
    shape: text(pathFormat),
    about: "Puts a path in front of the request's.",
    becomes: '`addPrefix`',
    example: 'addPrefix: /app',
    otherwise: 'the path as it came',
  },
  rewrite: {
    shape: withGroups(
      whole(
        {
          from: { shape: text(regexFormat), about: 'A regular expression for the path.' },
          to: {
            shape: text(replacementFormat),
            about: 'The new path; `${1}` or `$1` is the first group.',
          },
        },
        { name: '`rewrite`', required: ['from', 'to'] },
      ),
    ),
    about:
      'Changes the path that the upstream sees; the query stays. After `stripPrefix`, before `addPrefix`.',
    becomes: '`replacePathRegex`',
    example: 'rewrite: { from: "^/old/(.*)", to: "/new/${1}" }',
    otherwise: 'the path as it came',
    more: ['rewrite: { from: "^/[^.]*$", to: /index.html }'],
  },
  trailingSlash: {
    shape: withHelp(
      word(
        { redirect: '`/app` is redirected to `/app/`' },
        { redirect: ['add', 'append', 'always', 'yes', 'on'] },
      ),
      (written) => (written === true ? 'Write `redirect`.' : undefined),
    ),
    about: 'Redirects the bare path to the path with a slash; the query is kept.',
    becomes: 'a router for the bare path with a `redirectRegex`',
    example: 'path: /app\ntrailingSlash: redirect',
    otherwise: 'both paths go to the upstream',
  },
} satisfies Keys
