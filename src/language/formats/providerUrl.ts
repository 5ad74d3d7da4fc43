/** URLs of authentication providers: where they are, without what they are asked. */
import type { Format } from '../shapes/scalar.ts'
import { urlFormat, type UpstreamUrl } from './url.ts'

/** Where authentik, Authelia, OAuth2 Proxy and Tinyauth are asked, which their guides for Traefik write out. */
const ENDPOINT = /\/+(outpost\.goauthentik\.io|api\/(authz|verify|auth)|oauth2)(?=[/?#]|$)/

export const providerUrlFormat: Format<UpstreamUrl> = {
  ...urlFormat,
  parse(text) {
    const endpoint = ENDPOINT.exec(text)
    if (endpoint === null) return urlFormat.parse(text)
    return {
      mistake: 'holds what the provider is asked; here it is only where it is',
      help: `Write \`${text.slice(0, endpoint.index)}\`. Another endpoint than the usual one is asked by \`{ type: custom, address: … }\`.`,
    }
  },
}
