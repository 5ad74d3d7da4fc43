/** Messages about a service as a whole. */
import { listed } from '../show.ts'

export const serviceMessages = {
  'not-exactly-one': {
    severity: 'error',
    write: ({ names }: { names: readonly string[] }) => ({
      message: `This must hold exactly one of ${listed(names)}.`,
    }),
  },
  'missing-host': {
    severity: 'error',
    write: ({ service }: { service: string }) => ({
      message: `The service \`${service}\` has no \`host\`, so nothing would reach it.`,
      help: 'Write `host: name.example.com`.',
    }),
  },
  'missing-upstream': {
    severity: 'error',
    write: ({ service, stream }: { service: string; stream: 'tcp' | 'udp' | undefined }) => ({
      message: `The service \`${service}\` has no \`upstream\`, so it leads nowhere.`,
      help:
        stream === undefined
          ? 'Write `upstream: http://name:port`.'
          : `Write \`upstream: http://name:port\` if it is also reached with HTTP. If it is not, leave \`host\` out${stream === 'tcp' ? ': the name of a stream is `tcp: { sni: … }`' : ', for UDP knows no names'}.`,
    }),
  },
  'needs-another-key': {
    severity: 'error',
    write: ({ key, needs, why }: { key: string; needs: string; why: string }) => ({
      message: `\`${key}\` needs \`${needs}\` beside it: ${why}.`,
    }),
  },
  'tls-without-host': {
    severity: 'error',
    write: ({ key }: { key: 'clientCa' | 'profile' }) => ({
      message: `\`tls.${key}\` would be lost here: Traefik ties TLS options to the names in \`Host\`, and this rule has none.`,
      help:
        key === 'clientCa'
          ? 'Name the hosts, or write `tls: { clientCa: null }` here to let clients in without a certificate.'
          : "Name the hosts, or write `tls: default` here for Traefik's own options.",
    }),
  },
  'address-as-host': {
    severity: 'error',
    write: ({ host, hasCa }: { host: string; hasCa: boolean }) => ({
      message: `\`${host}\` cannot be reached with HTTPS: a client that asks for an address names no host in the handshake, and Traefik would answer 421.`,
      help: hasCa
        ? 'Write a name; without a name Traefik asks for no client certificate.'
        : 'Write a name, `https: off`, or `tls: default`.',
    }),
  },
  'handshake-without-host': {
    severity: 'warning',
    write: ({ hasCa }: { hasCa: boolean }) => ({
      message:
        'This rule also takes names that stand in none of its `Host`: for them the handshake has the default TLS options, and Traefik answers 421.',
      help: hasCa
        ? 'Name them in `Host`.'
        : 'Name them in `Host`, give them a service of their own, or write `tls: default`.',
    }),
  },
  'redirect-circle': {
    severity: 'warning',
    write: ({ way, grows }: { way: readonly string[]; grows: boolean }) => ({
      message: `This redirect never ends: ${way.map((path) => `\`${path}\``).join(' → ')}${grows ? ', and so on.' : '.'}`,
      help: 'Browsers give up after twenty redirects. Let it lead to where no `from` of this service takes it again.',
    }),
  },
  'path-twice': {
    severity: 'warning',
    write: ({ path }: { path: string }) => ({
      message: `The upstream sees \`${path}\` twice: \`${path}/x\` is asked for as \`${path}${path}/x\`.`,
      help: 'A path in the URL is put in front of the one that was asked for, which is passed on as it came: take it off the URL, or write `stripPrefix: true`.',
    }),
  },
  'not-preloaded': {
    severity: 'warning',
    write: () => ({
      message: 'The list that browsers bring along does not take this host.',
      help: 'It wants `includeSubdomains: true` and a `maxAge` of `1y` or more beside `preload`: https://hstspreload.org.',
    }),
  },
  'only-for-http': {
    severity: 'error',
    write: ({ key }: { key: string }) => ({
      message: `\`${key}\` holds for requests of HTTP, and this service has only streams: it would hold nobody off.`,
      help: 'Take it out and say who may come by `allow`, or give the service a `host` and an `upstream`.',
    }),
  },
  'open-to-all': {
    severity: 'warning',
    write: ({ key, service }: { key: string; service: string }) => ({
      message: `\`${service}\` is open to everybody by UDP: Traefik has no middlewares for it, and \`${key}\` of \`defaults\` does not hold.`,
      help: `Let a firewall say who may come, and write \`${key}: none\` in this service.`,
    }),
  },
  'denies-one-family': {
    severity: 'warning',
    write: ({ left }: { left: 'IPv4' | 'IPv6' }) => ({
      message: `Clients with ${left} are not in this list, and may still come.`,
      help: 'Everybody is `[0.0.0.0/0, "::/0"]`.',
    }),
  },
  'cannot-stand-together': {
    severity: 'error',
    write: ({
      key,
      other,
      why,
      help,
    }: {
      key: string
      other: string
      why: string
      help?: string | undefined
    }) => ({
      message: `\`${key}\` and \`${other}\` cannot stand together: ${why}.`,
      help,
    }),
  },
  'unused-key': {
    severity: 'warning',
    write: ({ key, why }: { key: string; why: string }) => ({
      message: `\`${key}\` has no effect: ${why}.`,
      help: 'Leave it out.',
    }),
  },
  'unknown-profile': {
    severity: 'error',
    write: ({
      name,
      suggestion,
      known,
    }: {
      name: string
      suggestion: string | undefined
      known: readonly string[]
    }) => ({
      message: `There is no TLS profile \`${name}\`.`,
      help:
        suggestion === undefined && /^(tls|ssl)?[v ]*1[._]?[0-3]$/i.test(name)
          ? '`modern` is TLS 1.3 alone, `intermediate` 1.2 and 1.3; older ones are a profile of your own under `tlsProfiles`.'
          : /^(off|no|none|disabled)$/i.test(name)
            ? 'Write `https: off` to serve HTTP alone.'
            : suggestion === undefined
              ? `There are ${listed(known)}. A certificate resolver is \`tls: { certResolver: ${name} }\`.`
              : `Did you mean \`${suggestion}\`?`,
    }),
  },
  'unknown-provider': {
    severity: 'error',
    write: ({
      name,
      suggestion,
      known,
    }: {
      name: string
      suggestion: string | undefined
      known: readonly string[]
    }) => ({
      message: `There is no authentication provider \`${name}\`.`,
      help: /^(off|no|false|disabled)$/i.test(name)
        ? 'Write `auth: none`.'
        : suggestion !== undefined
          ? `Did you mean \`${suggestion}\`?`
          : /basic/i.test(name)
            ? 'Users are written out: `auth: { basic: ["name:hash"] }`.'
            : known.length > 0
              ? `There are ${listed(known)}.`
              : 'Define it under the root key `auth`: `auth: { authentik: { outpost: http://authentik:9000 } }`.',
    }),
  },
  'auth-circle': {
    severity: 'error',
    write: ({ service, provider }: { service: string; provider: string }) => ({
      message: `\`${service}\` is where \`${provider}\` signs people in; asking it to sign in first would be a redirect without end.`,
      help: 'Write `auth: none` here.',
    }),
  },
  'file-problem': {
    severity: 'error',
    write: ({ path, problem }: { path: string; problem: string }) => ({
      message: `The file \`${path}\` cannot be used: ${problem}.`,
    }),
  },
  'bad-certificate': {
    severity: 'error',
    write: ({ path, problem }: { path: string; problem: string }) => ({
      message: `The certificate in \`${path}\` cannot be used: ${problem}.`,
    }),
  },
  'certificate-other-host': {
    severity: 'warning',
    write: ({ host, names }: { host: string; names: readonly string[] }) => ({
      message: `The certificate is not for \`${host}\`.`,
      help: `It is for ${listed(names)}; browsers will warn.`,
    }),
  },
  'certificate-expired': {
    severity: 'warning',
    write: ({ day }: { day: string }) => ({
      message: `The certificate expired on ${day}.`,
      help: 'Renew it; the file is watched.',
    }),
  },
  'certificate-expires': {
    severity: 'warning',
    write: ({ day, within }: { day: string; within: string }) => ({
      message: `The certificate expires within ${within}, on ${day}.`,
      help: 'Renew it; the file is watched.',
    }),
  },
  'certificate-not-yet': {
    severity: 'warning',
    write: ({ day }: { day: string }) => ({
      message: `The certificate is valid only from ${day} on.`,
      help: 'Look at the clock of this machine; if it is right, wait with this certificate.',
    }),
  },
  'needs-newer-traefik': {
    severity: 'error',
    write: ({ what, since, version }: { what: string; since: string; version: string | undefined }) => ({
      message:
        version === undefined
          ? `${what} needs Traefik ${since}, which was not released when this was made.`
          : `${what} needs Traefik ${since}, and the definitions are for ${version}.`,
      help: `Update Traefik and say so with \`--traefik-version ${since}\`, or leave this out.`,
    }),
  },
} as const
