/** The key `tls` of a service. */
import { hostFormat } from '../formats/host.ts'
import { fileFormat } from '../formats/file.ts'
import { nameFormat } from '../formats/name.ts'
import { isText, short, shorthand, withHelp } from '../shapes/choice.ts'
import { oneOrMany } from '../shapes/list.ts'
import { object, type Keys, type Partially } from '../shapes/object.ts'
import { text } from '../shapes/scalar.ts'

const keys = {
  profile: {
    shape: text({ ...nameFormat, expects: 'the name of a TLS profile such as `modern`' }),
    about:
      "`modern` (TLS 1.3), `intermediate` (1.2 and 1.3), `default` (Traefik's own), or one of `tlsProfiles`.",
    otherwise: '`modern`',
    becomes: '`tls.options`',
  },
  certResolver: {
    shape: text({ ...nameFormat, expects: 'the name of a certificate resolver such as `letsencrypt`' }),
    about: "The certificate resolver of Traefik's static configuration that gets the certificate.",
    becomes: '`tls.certResolver`',
  },
  domains: {
    shape: oneOrMany(text(hostFormat)),
    about: 'The names to get the certificate for, when they are not the hosts.',
    becomes: '`tls.domains`',
  },
  cert: {
    shape: text(fileFormat),
    about: 'A file with the certificate and its chain; read, watched, and sent inline. Needs `key`.',
    becomes: '`tls.certificates`',
  },
  key: { shape: text(fileFormat), about: 'A file with the key of the certificate.' },
  clientCa: {
    shape: oneOrMany(text(fileFormat)),
    about: 'Files of authorities: clients must have a certificate of one of them.',
    becomes: "`clientAuth` in TLS options of the service's own",
  },
} satisfies Keys

export type Tls = Partially<typeof keys>

export const tls = {
  tls: {
    shape: withHelp(
      shorthand<Tls>(
        object(keys, { name: '`tls`' }),
        short(keys.profile.shape, isText, (profile) => ({ profile })),
      ),
      (value) =>
        typeof value === 'number'
          ? 'Versions stand in a profile: `modern` is TLS 1.3 alone, `intermediate` 1.2 and 1.3.'
          : value === true
            ? 'HTTPS is served without it; leave it out.'
            : value === false
              ? 'Write `https: off` to serve HTTP alone.'
              : undefined,
    ),
    about: 'Certificates and TLS versions.',
    becomes: '`tls` of the router',
    otherwise: '`modern`, with the certificates that Traefik has',
    example: 'tls: { certResolver: letsencrypt }',
    more: [
      'tls: intermediate',
      'tls: { cert: /etc/pointsman/shop.pem, key: /etc/pointsman/shop.key }',
      'tls: { certResolver: dns, domains: [example.com, "*.example.com"] }',
      'tls: { clientCa: /etc/pointsman/clients.pem }',
    ],
  },
} satisfies Keys
