/** `cors`: lets pages of other sites use the service. */
import type { Subject } from '../subject.ts'
import type { Link } from './chain.ts'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

export function cors(subject: Subject): readonly Link[] {
  if (subject.keys.cors === undefined) return []
  if (subject.keys.cors.origins === undefined) {
    subject.report('missing-key', { key: 'origins', within: '`cors`' }, ['cors'])
    return []
  }
  const { origins, methods = METHODS, headers, expose, credentials = false, maxAge } = subject.keys.cors
  if (credentials && origins.includes('*')) {
    const why = 'browsers refuse an answer that lets every site send cookies'
    subject.report(
      'cannot-stand-together',
      { key: 'credentials', other: 'origins: "*"', why, help: 'Name the sites.' },
      ['cors', 'origins'],
    )
    return []
  }
  const patterns = origins.filter((origin) => origin.includes('://*.'))
  const exact = origins.filter((origin) => !patterns.includes(origin))
  return [
    {
      name: {
        kind: 'cors',
        words: origins.map((origin) => (origin === '*' ? 'all' : origin.replace(/^\w+:\/\/(?:\*\.)?/, ''))),
      },
      middleware: {
        headers: {
          ...(exact.length === 0 ? {} : { accessControlAllowOriginList: exact }),
          ...(patterns.length === 0 ? {} : { accessControlAllowOriginListRegex: patterns.map(regexOf) }),
          accessControlAllowMethods: [...methods],
          // With credentials browsers take `*` for a header of that name, and it never covers `Authorization`.
          accessControlAllowHeaders: [
            ...(headers ?? (credentials ? ['Authorization', 'Content-Type'] : ['*', 'Authorization'])),
          ],
          ...(expose === undefined ? {} : { accessControlExposeHeaders: [...expose] }),
          ...(credentials ? { accessControlAllowCredentials: true } : {}),
          ...(maxAge === undefined ? {} : { accessControlMaxAge: Math.round(maxAge / 1000) }),
          addVaryHeader: true,
        },
      },
    },
  ]
}

function regexOf(origin: string): string {
  return `^${origin.replace(/[.]/g, '\\.').replace('*', '[a-z0-9-]+')}$`
}
