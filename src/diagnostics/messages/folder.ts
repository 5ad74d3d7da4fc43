/** Messages about a definition file as a whole, before anything in it is looked at. */
export const folderMessages = {
  'unreadable-file': {
    severity: 'error',
    write: ({ problem }: { problem: string }) => ({
      message: `This file cannot be read: ${problem}.`,
      help: 'Make it readable for the user that runs Pointsman, or take it out of the folder.',
    }),
  },
  'file-too-large': {
    severity: 'error',
    write: ({ bytes, limit }: { bytes: number; limit: number }) => ({
      message: `This file has ${bytes} bytes; a definition file may have ${limit}.`,
      help: 'Split it into several files.',
    }),
  },
  'emptied-file': {
    severity: 'error',
    write: () => ({
      message: 'This file is empty, and was not before: it is taken for one that is being written.',
      help: 'To take its services away, delete it, or write `services: {}` into it.',
    }),
  },
  'foreign-file': {
    severity: 'error',
    write: () => ({
      message:
        'A link leads out of the folder to this file, and it is no definition: this line has no root key.',
      help: 'Nothing of it is shown. Put a definition there, or take the link away.',
    }),
  },
  'foreign-document': {
    severity: 'error',
    write: ({ what, help }: { what: string; help: string }) => ({
      message: `This is ${what}, and no definition.`,
      help,
    }),
  },
  'moved-here': {
    severity: 'warning',
    write: ({ from, gone }: { from: string; gone: boolean }) => ({
      message: gone
        ? `This file seems to have taken the place of \`${from}\`, which is gone: what that defined is served on until this file is right.`
        : `This file seems to have taken over what \`${from}\` defined: that is served as it was before until this file is right.`,
      help: 'To take it away instead, take it out of this file as well.',
    }),
  },
  'still-needed': {
    severity: 'warning',
    write: ({ name, from }: { name: string; from: string }) => ({
      message: `\`${name}\` stood in \`${from}\`, which is gone: what that defined is served on until nothing needs it.`,
      help: 'Define it again, or do without it here.',
    }),
  },
  'not-utf8': {
    severity: 'error',
    write: ({ offset }: { offset: number }) => ({
      message: `This file is not UTF-8: byte ${offset} cannot be part of a text.`,
      help: 'Save it again as UTF-8.',
    }),
  },
} as const
