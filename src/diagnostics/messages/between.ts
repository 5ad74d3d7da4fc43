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
      message: `\`${service}\` and \`${other}\` both want ${what}.`,
      help: 'Give one of them another `host` or `path`, or a `priority` if one is meant to win.',
    }),
  },
  'tls-disagreement': {
    severity: 'error',
    write: ({ host, profile, other }: { host: string; profile: string; other: string }) => ({
      message: `\`${host}\` has the TLS profile \`${profile}\` here and \`${other}\` elsewhere.`,
      help: 'TLS options hold for a whole host: Traefik would fall back to its own for both. Give them the same profile.',
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
    write: ({ what, name, service }: { what: string; name: string; service: string | undefined }) => ({
      message: `\`${name}\` is made twice in \`${what}\`, and differs.`,
      help:
        service === undefined
          ? 'Give one of them another name, or take one out.'
          : `Give it another name, or rename the service \`${service}\`.`,
    }),
  },
} as const
