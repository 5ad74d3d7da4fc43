/** How `pointsman schema` is called. */
import { command } from '../command.ts'

export const schemaCommand = command({
  name: 'schema',
  usage: 'pointsman schema',
  about: 'print the JSON Schema of a definition file',
  more: [
    'For editors: completion, explanations, and what is wrong underlined as you type.',
    'A running server has it at /schema.json. Begin a definition with',
    '  # yaml-language-server: $schema=http://127.0.0.1:9790/schema.json',
    'or with the path of a file that this was written to.',
  ],
  example: 'pointsman schema',
  mostOperands: 0,
  options: {},
  load: async () => (await import('../schema.ts')).schema,
})
