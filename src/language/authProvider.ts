/** Authentication providers: the root key `auth`. */
import { headerName } from './formats/header.ts'
import { urlFormat } from './formats/url.ts'
import { oneOrMany } from './shapes/list.ts'
import { object, type Keys, type Partially } from './shapes/object.ts'
import { flag, text, word } from './shapes/scalar.ts'

const keys = {
  type: {
    shape: word({
      authentik: 'an authentik outpost',
      authelia: 'Authelia',
      'oauth2-proxy': 'OAuth2 Proxy',
      tinyauth: 'Tinyauth',
      custom: 'any service that answers 2xx to those who may pass',
    }),
    about: 'What it is.',
    otherwise: 'the name of the provider',
  },
  outpost: {
    shape: text(urlFormat),
    about: 'authentik: the outpost, `http://authentik:9000` for the embedded one.',
  },
  mode: {
    shape: word({ single: 'each application by itself', domain: 'one sign-in for all below a domain' }),
    about: 'authentik: the mode of its proxy provider.',
    otherwise: '`single`',
  },
  url: { shape: text(urlFormat), about: 'Authelia, OAuth2 Proxy, Tinyauth: where it is.' },
  address: {
    shape: text({
      expects: 'a URL',
      parse: (written: string) =>
        /^https?:\/\/[^\s/]+/.test(written) ? written : { mistake: 'is not a URL' },
    }),
    about: 'custom: the whole URL that is asked.',
  },
  requestHeaders: {
    shape: oneOrMany(text(headerName)),
    about: 'custom: headers of the request that it sees.',
    otherwise: 'all',
  },
  responseHeaders: {
    shape: oneOrMany(text(headerName)),
    about: 'custom: headers of its answer that the upstream gets.',
  },
  trustForwardHeader: {
    shape: flag,
    about: 'custom: `X-Forwarded-*` headers of the client are believed.',
    otherwise: '`false`',
  },
} satisfies Keys

export const authProvider = object(keys, { name: 'an authentication provider' })

export type AuthProvider = Partially<typeof keys>
