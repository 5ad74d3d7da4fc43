/** `allow`: who may come. */
import type { Subject } from '../subject.ts'
import type { Link } from './chain.ts'

export function allow(subject: Subject): readonly Link[] {
  const { keys } = subject
  if (keys.allow === undefined) return []
  const { from, depth, status } = keys.allow
  if (from === undefined) {
    subject.report('missing-key', { key: 'from', within: '`allow`' }, ['allow'])
    return []
  }
  return [
    {
      name: { suffix: 'allow' },
      middleware: {
        ipAllowList: {
          sourceRange: [...from],
          ...(depth === undefined ? {} : { ipStrategy: { depth } }),
          ...(status === undefined || status === 403 ? {} : { rejectStatusCode: status }),
        },
      },
    },
  ]
}
