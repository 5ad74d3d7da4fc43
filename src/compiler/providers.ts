/** Authentication providers: what each kind needs is there, and nothing else. */
import type { AuthProvider } from '../language/authProvider.ts'
import type { Settled } from '../language/layers.ts'
import { suggest } from '../diagnostics/suggest.ts'
import { diagnose, type Report } from '../diagnostics/diagnostic.ts'
import type { Commons } from './commons.ts'
import { AUTH_KINDS, kindNameOf, kindOf } from '../language/authKinds.ts'
import { placeOf } from './written.ts'

/** Each names where a provider is; a kind takes one of them. */
const PLACES = ['outpost', 'url', 'address'] as const

/** Only those that are complete; what is missing in the others has been reported. */
export function providersOf(
  { providers }: Pick<Commons, 'providers'>,
  report: Report,
): ReadonlyMap<string, Settled<AuthProvider>> {
  const complete = new Map<string, Settled<AuthProvider>>()
  for (const [name, written] of providers) {
    const entries = Object.entries(written.value).filter((entry) => entry[1] !== null)
    const provider: Settled<AuthProvider> = Object.fromEntries(entries)
    const { needs: needed } = kindOf(name, provider)
    const others = PLACES.filter((place) => place !== needed && provider[place] !== undefined)
    if (provider[needed] !== undefined) {
      complete.set(name, provider)
      for (const other of others) {
        const why = `a provider of the type \`${kindNameOf(name, provider)}\` is found by \`${needed}\``
        report(diagnose('unused-key', { key: other, why }, placeOf(written, [other])))
      }
      continue
    }
    const [other] = others
    const within = `the authentication provider \`${name}\``
    const near = provider.type === undefined ? suggest(name, Object.keys(AUTH_KINDS)) : undefined
    const help =
      near !== undefined && near !== name
        ? `Did you mean \`${near}\`? If \`${name}\` is its name, write \`type: ${near}\`.`
        : other === undefined
          ? undefined
          : `Write \`${needed}\` in place of \`${other}\`${other === 'address' ? ', or `type: custom` beside it to ask exactly that' : ''}.`
    const place = placeOf(written, other === undefined ? [] : [other])
    report(diagnose('missing-key', { key: needed, within, help }, place))
  }
  return complete
}
