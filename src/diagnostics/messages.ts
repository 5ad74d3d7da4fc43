/** The catalogue of messages: each code with its severity, and the sentences it is written with. */
import { betweenMessages } from './messages/between.ts'
import { folderMessages } from './messages/folder.ts'
import { nativeMessages } from './messages/native.ts'
import { ruleMessages } from './messages/rule.ts'
import { serviceMessages } from './messages/service.ts'
import { valueMessages } from './messages/values.ts'
import { yamlMessages } from './messages/yaml.ts'

export const messages = {
  ...folderMessages,
  ...yamlMessages,
  ...valueMessages,
  ...serviceMessages,
  ...ruleMessages,
  ...nativeMessages,
  ...betweenMessages,
} satisfies Record<string, Message<never>>

export type MessageCode = keyof typeof messages

/** What the message `Code` is filled in with. */
export type MessageArguments<Code extends MessageCode> = (typeof messages)[Code]['write'] extends (
  values: infer Values,
) => unknown
  ? Values
  : never

/** `write` gives full sentences, with names in backticks: what is wrong, and in `help` what to do. */
export interface Message<Values> {
  readonly severity: 'error' | 'warning'
  write(values: Values): { readonly message: string; readonly help?: string | undefined }
}
