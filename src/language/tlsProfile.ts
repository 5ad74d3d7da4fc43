/** TLS profiles: what Traefik calls TLS options. */
import { alpnFormat } from './formats/alpn.ts'
import { fileFormat } from './formats/file.ts'
import { list, oneOrMany } from './shapes/list.ts'
import { object, type Keys, type Partially } from './shapes/object.ts'
import { flag, isMistake, text, word, type Format } from './shapes/scalar.ts'
import type { Shape } from './shape.ts'

export type TlsVersion = 'VersionTLS10' | 'VersionTLS11' | 'VersionTLS12' | 'VersionTLS13'

const versionFormat: Format<TlsVersion> = {
  expects: 'a TLS version such as `1.3`',
  parse(text) {
    const digits = /^(?:VersionTLS|TLS ?v?)?1\.?([0-3])$/i.exec(text)
    return digits === null
      ? { mistake: 'is not a TLS version', help: 'Write `1.2` or `1.3`.' }
      : (`VersionTLS1${digits[1]}` as TlsVersion)
  },
}

/** YAML reads `1.3` as a number, and that is what people write. */
const version: Shape<TlsVersion> = {
  expects: versionFormat.expects,
  decode(value, decoding) {
    const written = typeof value === 'number' && Number.isFinite(value) ? value.toFixed(1) : value
    if (typeof value === 'number') {
      const parsed = versionFormat.parse(String(written))
      return isMistake(parsed) ? decoding.report('bad-value', { found: value, ...parsed }) : parsed
    }
    return text(versionFormat).decode(written, decoding)
  },
  schema: () => ({ enum: [1.2, 1.3, '1.2', '1.3', 'VersionTLS12', 'VersionTLS13'] }),
}

/** Go's names, as in `crypto/tls`; those of TLS 1.3 cannot be chosen. */
const suite = word({
  TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256: '',
  TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384: '',
  TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256: '',
  TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: '',
  TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384: '',
  TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256: '',
  TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA: '',
  TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA: '',
  TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA: '',
  TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA: '',
  TLS_RSA_WITH_AES_128_GCM_SHA256: '',
  TLS_RSA_WITH_AES_256_GCM_SHA384: '',
})

export const tlsProfileKeys = {
  minVersion: { shape: version, about: 'The oldest TLS version that is spoken.', becomes: '`minVersion`' },
  maxVersion: { shape: version, about: 'The newest TLS version that is spoken.', becomes: '`maxVersion`' },
  cipherSuites: {
    shape: list(suite),
    about: 'Cipher suites up to TLS 1.2, by their names in Go.',
    becomes: '`cipherSuites`',
  },
  curvePreferences: {
    shape: list(
      word({ X25519: '', CurveP256: '', CurveP384: '', CurveP521: '', X25519MLKEM768: 'from Traefik 3.5' }),
    ),
    about: 'Elliptic curves, the best first.',
    becomes: '`curvePreferences`',
  },
  alpnProtocols: {
    shape: list(text(alpnFormat)),
    about: 'Protocols that are spoken, the best first. A client that offers others only is refused.',
    otherwise: '`h2`, `http/1.1`; for `tcp` those of PostgreSQL, MQTT, DNS, mail, XMPP and others too',
    becomes: '`alpnProtocols`',
  },
  sniStrict: {
    shape: flag,
    about: '`true` refuses clients that ask for a name without a certificate.',
    becomes: '`sniStrict`',
  },
  clientCa: {
    shape: oneOrMany(text(fileFormat)),
    about: 'Files of authorities of client certificates.',
    becomes: '`clientAuth.caFiles`',
  },
  clientAuth: {
    shape: word({
      NoClientCert: 'none is asked for',
      RequestClientCert: 'one is asked for, any or none is fine',
      RequireAnyClientCert: 'one is needed, any is fine',
      VerifyClientCertIfGiven: 'checked when there is one',
      RequireAndVerifyClientCert: 'needed and checked',
    }),
    about: 'What is asked of clients.',
    otherwise: '`RequireAndVerifyClientCert` with `clientCa`, else none',
    becomes: '`clientAuth.clientAuthType`',
  },
} satisfies Keys

export const tlsProfile = object(tlsProfileKeys, { name: 'a TLS profile' })

export type TlsProfile = Partially<typeof tlsProfileKeys>
