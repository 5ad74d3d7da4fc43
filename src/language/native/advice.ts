/** What to tell about a field of Traefik's that is accepted and still not what a person should write. */
import type { Field } from '../../traefik/field.ts'
import type { Decoding } from '../shape.ts'

/** `key` is Traefik's spelling, `written` what stands there. */
export function tellOfField(
  type: string,
  key: string,
  written: string,
  field: Field,
  value: unknown,
  decoding: Decoding,
): void {
  if (value === null) return
  if (written !== key) decoding.report('other-spelling', { key: written, canonical: key }, 'key')
  const ignored = IGNORED[`${type}.${key}`]
  if (field.settable === false || ignored !== undefined)
    decoding.report('ignored-key', { key, help: ignored }, 'key')
  else if (field.deprecated === true)
    decoding.report('deprecated-key', { key, help: DEPRECATED[`${type}.${key}`] }, 'key')
  if (key === 'flushInterval' && typeof value === 'number') {
    const what = `\`${value}\` is ${value} seconds here`
    decoding.report('no-effect', { what, help: `Write \`${value}ms\` if milliseconds are meant.` })
  }
}

const SCHEME = 'Use the middleware `redirectScheme`.'

/** Traefik decodes these and looks at them no more. */
const IGNORED: Readonly<Record<string, string>> = {
  'dynamic.Headers.sslRedirect': SCHEME,
  'dynamic.Headers.sslTemporaryRedirect': SCHEME,
  'dynamic.Headers.sslHost': 'Use the middleware `redirectRegex`.',
  'dynamic.Headers.sslForceHost': 'Use the middleware `redirectRegex`.',
  'dynamic.Headers.featurePolicy': 'Use `permissionsPolicy`.',
  'dynamic.TCPServer.port': 'Write it behind the `address`: `host:port`.',
  'tls.Options.preferServerCipherSuites': 'Go chooses the order of cipher suites by itself; leave it out.',
  'dynamic.ClientTLS.caOptional': 'Leave it out.',
  'dynamic.Server.port': 'Write it in the `url`: `http://host:port`.',
  'dynamic.Server.scheme': 'Write it in the `url`: `https://host:port`.',
}

const DEPRECATED: Readonly<Record<string, string>> = {
  'dynamic.Middleware.ipWhiteList': 'Write `ipAllowList`, which says the same.',
  'dynamic.TCPMiddleware.ipWhiteList': 'Write `ipAllowList`, which says the same.',
  'dynamic.Router.ruleSyntax': 'Write the rule in the syntax of Traefik 3.',
  'dynamic.TCPRouter.ruleSyntax': 'Write the rule in the syntax of Traefik 3.',
  'dynamic.StripPrefix.forceSlash': 'Leave it out: Traefik always keeps a slash in front.',
  'dynamic.ContentType.autoDetect': 'Leave it out: the middleware `contentType` by itself detects the type.',
  'dynamic.TCPServersLoadBalancer.proxyProtocol': 'From Traefik 3.5.2 it stands in a `serversTransport`.',
  'dynamic.TCPServersLoadBalancer.terminationDelay': 'It stands in a `serversTransport`.',
  'dynamic.ServersTransport.peerCertURI': 'Traefik 3.8 has `peerCertSANs` in its place.',
  'dynamic.TLSClientConfig.peerCertURI': 'Traefik 3.8 has `peerCertSANs` in its place.',
}
