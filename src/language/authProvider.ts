/** Authentication providers: the root key `auth`. */
import { fileFormat } from './formats/file.ts'
import { headerName } from './formats/header.ts'
import { exactHostFormat } from './formats/host.ts'
import { providerUrlFormat } from './formats/providerUrl.ts'
import { oneOrMany } from './shapes/list.ts'
import { object, type Keys, type Partially } from './shapes/object.ts'
import { flag, text, word } from './shapes/scalar.ts'

export const authProviderKeys = {
  type: {
    shape: word(
      {
        authentik: 'an authentik outpost',
        authelia: 'Authelia',
        'oauth2-proxy': 'OAuth2 Proxy',
        tinyauth: 'Tinyauth',
        custom: 'any service that answers 2xx to those who may pass',
      },
      {
        'oauth2-proxy': ['oauth2proxy', 'oauth2_proxy', 'oauth2', 'oauth'],
        custom: [
          'forward',
          'forwardauth',
          'forward_auth',
          'forward-auth',
          'http',
          'external',
          'generic',
          'other',
        ],
      },
    ),
    about: 'What it is.',
    otherwise: 'the name of the provider',
  },
  outpost: {
    shape: text(providerUrlFormat),
    about: 'authentik: the outpost, `http://authentik:9000` for the embedded one.',
    example: 'outpost: http://authentik:9000',
  },
  mode: {
    shape: word({ single: 'each application by itself', domain: 'one sign-in for all below a domain' }),
    about: 'authentik: the mode of its proxy provider.',
    otherwise: '`single`',
  },
  url: {
    shape: text(providerUrlFormat),
    about: 'Authelia, OAuth2 Proxy, Tinyauth: where Traefik reaches it.',
    example: 'url: http://authelia:9091',
  },
  address: {
    shape: text({
      expects: 'a URL',
      parse: (written: string) =>
        /^https?:\/\/[^\s/]+/.test(written) ? written : { mistake: 'is not a URL' },
    }),
    about: 'custom: the whole URL that is asked; any 2xx lets the request through.',
    example: 'address: http://gate:8080/verify',
  },
  upstreamTls: {
    shape: object(
      {
        verify: { shape: flag, about: '`false` accepts any certificate.', otherwise: '`true`' },
        serverName: { shape: text(exactHostFormat), about: 'The name that its certificate must have.' },
        ca: {
          shape: oneOrMany(text(fileFormat)),
          about: 'Files of certificate authorities that are trusted; read by Pointsman and sent inline.',
        },
      },
      { name: '`upstreamTls`' },
    ),
    about: 'How its certificate is verified when its URL is `https`.',
    otherwise: "against the authorities that Traefik's machine trusts",
    becomes: '`forwardAuth.tls`, and a `serversTransport`',
  },
  requestHeaders: {
    shape: oneOrMany(text(headerName)),
    about: 'Headers of the request that it sees.',
    otherwise: 'all',
  },
  responseHeaders: {
    shape: oneOrMany(text(headerName)),
    about:
      'Headers of its answer that the upstream gets. A client cannot send them itself, nor on routes of the service that ask nobody, but for `Authorization`.',
    otherwise: 'those that its documentation names; none for `custom`',
  },
  trustForwardHeader: {
    shape: flag,
    about:
      '`X-Forwarded-*` headers go on to it as Traefik has them; `false` writes them anew from this connection.',
    otherwise: '`true`; `false` for `custom`',
  },
} satisfies Keys

export const authProvider = object(authProviderKeys, { name: 'an authentication provider' })

export type AuthProvider = Partially<typeof authProviderKeys>
