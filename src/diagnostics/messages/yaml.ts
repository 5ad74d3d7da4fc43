/** Messages about YAML itself. */
export const yamlMessages = {
  'yaml-syntax': {
    severity: 'error',
    write: ({ reason, help }: { reason: string; help: string | undefined }) => ({
      message: `This is not YAML: ${reason}.`,
      help,
    }),
  },
  'duplicate-key': {
    severity: 'error',
    write: ({ key }: { key: string }) => ({
      message: `\`${key}\` is written twice in one mapping.`,
      help: 'Keep one of them.',
    }),
  },
  'alias-cycle': {
    severity: 'error',
    write: () => ({
      message: 'An alias in this file leads back to itself.',
      help: 'Write the value out.',
    }),
  },
  'too-many-values': {
    severity: 'error',
    write: ({ limit }: { limit: number }) => ({
      message: `With its aliases followed, this file has more than ${limit} values.`,
      help: 'Split it, or use fewer aliases.',
    }),
  },
  'half-character': {
    severity: 'error',
    write: () => ({
      message:
        'This text holds an escape for half a character (`\\ud800` to `\\udfff`), which cannot be sent.',
      help: 'Write the character itself.',
    }),
  },
} as const
