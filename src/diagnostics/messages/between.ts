/** Messages about two places that contradict each other. */
export const betweenMessages = {
  'duplicate-service': {
    severity: 'error',
    write: ({ name }: { name: string }) => ({
      message: `There is already a service \`${name}\`.`,
      help: 'Give one of them another name.',
    }),
  },
  'duplicate-profile': {
    severity: 'error',
    write: ({ name, builtIn }: { name: string; builtIn: boolean }) => ({
      message: builtIn
        ? `The TLS profile \`${name}\` is built in.`
        : `There is already a TLS profile \`${name}\`.`,
      help: 'Give it another name.',
    }),
  },
  'duplicate-provider': {
    severity: 'error',
    write: ({ name }: { name: string }) => ({
      message: `There is already an authentication provider \`${name}\`.`,
      help: 'Give one of them another name.',
    }),
  },
  'duplicate-defaults': {
    severity: 'error',
    write: () => ({
      message: 'There is already a `defaults` in this folder.',
      help: 'Join the two into one.',
    }),
  },
  'duplicate-host': {
    severity: 'error',
    write: ({ what, service, other }: { what: string; service: string; other: string }) => ({
      message:
        service === other
          ? `Two parts of \`${service}\` both want ${what}.`
          : `\`${service}\` and \`${other}\` both want ${what}.`,
      help: 'Give one of them another `host` or `path`, or a `priority` if one is meant to win.',
    }),
  },
  'tls-disagreement': {
    severity: 'error',
    write: (values: {
      host: string
      profile: string
      other: string
      /** Said when one asks clients for certificates and the other does not: whether it is this one. */
      asks: boolean | undefined
    }) => ({
      message:
        values.asks === undefined
          ? `\`${values.host}\` has the TLS profile \`${values.profile}\` here and \`${values.other}\` elsewhere.`
          : `\`${values.host}\` asks clients for a certificate ${values.asks ? 'here and not elsewhere' : 'elsewhere and not here'}.`,
      help:
        values.asks === undefined
          ? 'TLS options hold for a whole host: Traefik would fall back to its own for both. Give them the same profile.'
          : 'A certificate is shown before a path is asked for, so TLS options hold for a whole host, and Traefik would ask nobody. Ask on all of it, or give this part a host of its own; a profile with `clientAuth: VerifyClientCertIfGiven` asks on all of it and refuses nobody.',
    }),
  },
  'name-collision': {
    severity: 'error',
    write: ({ name, service, other }: { name: string; service: string; other: string }) => ({
      message: `\`${service}\` and \`${other}\` would both make \`${name}\` in Traefik.`,
      help: 'Rename one of the services.',
    }),
  },
  'object-twice': {
    severity: 'error',
    write: (values: { what: string; name: string; service: string | undefined; isShared: boolean }) => ({
      message: `\`${values.name}\` is made twice in \`${values.what}\`, and differs.`,
      help: values.isShared
        ? 'Give it another name: services share the one that is made for them.'
        : values.service === undefined
          ? 'Give one of them another name, or take one out.'
          : `Give it another name, or rename the service \`${values.service}\`.`,
    }),
  },
  'unreachable-router': {
    severity: 'warning',
    write: (values: { what: string; by: string; other: string; above: number | undefined }) => ({
      message: `No request for ${values.what} reaches \`${values.by}\`: \`${values.other}\` takes them all before it.`,
      help: `Give \`${values.by}\` a ${
        values.above === undefined
          ? `greater \`priority\` than \`${values.other}\` has`
          : `\`priority\` above ${values.above}`
      }, or take it out.`,
    }),
  },
  'tcp-before-http': {
    severity: 'error',
    write: ({ name, point, by }: { name: string; point: string; by: string }) => ({
      message: `The TCP router \`${name}\` takes every connection without TLS on \`${point}\`, and \`${by}\` would get none there.`,
      help: 'Give the TCP router an entry point of its own.',
    }),
  },
  'tcp-behind-https': {
    severity: 'error',
    write: ({ name, point, by }: { name: string; point: string; by: string }) => ({
      message: `The TCP router \`${name}\` gets no connection on \`${point}\`: \`${by}\` is for every host with HTTPS, and comes before it.`,
      help: 'Give the TCP router the names of its hosts, or an entry point of its own.',
    }),
  },
  'tcp-name-behind-https': {
    severity: 'warning',
    write: ({ name, point, host }: { name: string; point: string; host: string }) => ({
      message: `The TCP router \`${name}\` gets no connection for \`${host}\` on \`${point}\`: Traefik gives them to HTTPS, which is served for that host there.`,
      help: 'Give one of them another name, or an entry point of its own.',
    }),
  },
  'udp-entry-point-twice': {
    severity: 'error',
    write: ({ point, name, other }: { point: string; name: string; other: string }) => ({
      message: `The UDP routers \`${other}\` and \`${name}\` share the entry point \`${point}\`, and Traefik would use only one of them.`,
      help: 'UDP has no hosts: give each an entry point of its own.',
    }),
  },
} as const
