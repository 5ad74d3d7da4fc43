/** Messages about Traefik's own configuration in a definition file. */
import { listed } from '../show.ts'

export const nativeMessages = {
  'empty-mapping': {
    severity: 'error',
    write: ({ key }: { key: string }) => ({
      message: `\`${key}\` is empty, and Traefik refuses the whole configuration for an empty mapping.`,
      help: 'Leave it out, or write what belongs here.',
    }),
  },
  'wrong-kind': {
    severity: 'error',
    write: ({ expects, found, help }: { expects: string; found: string; help?: string | undefined }) => ({
      message: `This must be ${expects}, not ${found}.`,
      help,
    }),
  },
  'other-spelling': {
    severity: 'warning',
    write: ({ key, canonical }: { key: string; canonical: string }) => ({
      message: `\`${key}\` is not how Traefik writes this key.`,
      help: `Did you mean \`${canonical}\`? It is taken for that.`,
    }),
  },
  'ignored-key': {
    severity: 'warning',
    write: ({ key, help }: { key: string; help?: string | undefined }) => ({
      message: `Traefik takes \`${key}\` here without a complaint, and does nothing with it.`,
      help: help ?? 'Leave it out.',
    }),
  },
  'deprecated-key': {
    severity: 'warning',
    write: ({ key, help }: { key: string; help?: string | undefined }) => ({
      message: `\`${key}\` is deprecated in Traefik.`,
      help,
    }),
  },
  'go-template': {
    severity: 'error',
    write: ({ found }: { found: string }) => ({
      message: `\`${found}\` is a template of Traefik's file provider, which is not carried out here.`,
      help: 'Write `${NAME}` for an environment variable, or the value itself.',
    }),
  },
  'no-effect': {
    severity: 'warning',
    write: ({ what, help }: { what: string; help?: string | undefined }) => ({
      message: `${what}.`,
      help,
    }),
  },
  'not-as-meant': {
    severity: 'error',
    write: ({ problem, help }: { problem: string; help?: string | undefined }) => ({
      message: `Traefik would not do with this what is meant: ${problem}.`,
      help,
    }),
  },
  'router-without-service': {
    severity: 'warning',
    write: ({ name }: { name: string }) => ({
      message: `The router \`${name}\` has no \`service\`: Traefik switches it off, unless other routers name it in \`parentRefs\`.`,
      help: 'Write `service: …` if requests are to go somewhere from here.',
    }),
  },
  'unknown-reference': {
    severity: 'error',
    write: (values: {
      kind: string
      name: string
      suggestion: string | undefined
      known: readonly string[]
      /** It is what a key of the service does. */
      isKey?: boolean
    }) => ({
      message: `There is no ${values.kind} \`${values.name}\`.`,
      help:
        values.isKey === true
          ? `This is a key of the service: write \`${values.name}\` beside \`middlewares\`.`
          : values.suggestion !== undefined
            ? `Did you mean \`${values.suggestion}\`?`
            : values.known.length > 0 && values.known.length <= 12
              ? `There ${values.known.length === 1 ? 'is' : 'are'} ${listed(values.known)}; what another provider of Traefik defines is named with it: \`${values.name}@docker\`.`
              : `What another provider of Traefik defines is named with it: \`${values.name}@docker\`.`,
    }),
  },
  'reference-elsewhere': {
    severity: 'warning',
    write: ({ kind, name }: { kind: string; name: string }) => ({
      message: `\`${name}@file\` is looked for in Traefik's file provider, and the ${kind} \`${name}\` in this folder is another.`,
      help: `Write \`${name}\` if the one in this folder is meant.`,
    }),
  },
  'reference-circle': {
    severity: 'error',
    write: ({ circle, harm }: { circle: readonly string[]; harm: string }) => ({
      message: `This leads back to itself: ${circle.map((name) => `\`${name}\``).join(' → ')}.`,
      help: `${harm} Take one of these references out.`,
    }),
  },
} as const
