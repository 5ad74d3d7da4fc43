/** Messages about a rule; its parser has written the sentences. */
export interface Written {
  readonly message: string
  readonly help?: string | undefined
}

export const ruleMessages = {
  'bad-rule': { severity: 'error', write: (written: Written) => written },
  'rule-without-effect': { severity: 'warning', write: (written: Written) => written },
} as const
