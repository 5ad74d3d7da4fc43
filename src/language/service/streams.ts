/** Keys of a service: TCP and UDP, beside or instead of HTTP. */
import { addressFormat } from '../formats/address.ts'
import { sniFormat } from '../formats/host.ts'
import { entryPointFormat } from '../formats/name.ts'
import { networkFormat } from '../formats/network.ts'
import { isMapping, type Shape } from '../shape.ts'
import { withHelp } from '../shapes/choice.ts'
import { list, oneOrMany } from '../shapes/list.ts'
import { whole, type Keys } from '../shapes/object.ts'
import { integer, text, word } from '../shapes/scalar.ts'
import { weight } from './upstream.ts'

const addresses = oneOrMany(text(addressFormat))
const entryPoints = oneOrMany(text({ ...entryPointFormat, expects: 'the name of an entry point' }))
const version = integer({ min: 1, max: 2, expects: '1 or 2' })
const proxyProtocol: Shape<number | null> = {
  expects: '`true`, 1 or 2',
  decode: (value, decoding) =>
    value === true ? 2 : value === false ? null : version.decode(value, decoding),
  schema: () => ({ enum: [true, false, 1, 2] }),
}
const split = list(
  whole(
    { upstream: { shape: addresses, about: 'One of them.' }, weight: { shape: weight, about: 'Its share.' } },
    { name: 'a part of `split`', required: ['upstream', 'weight'] },
  ),
)

export const streams = {
  tcp: {
    shape: whole(
      {
        entryPoint: { shape: entryPoints, about: 'Where connections come in.' },
        sni: {
          shape: oneOrMany(text(sniFormat)),
          about: 'The names that clients ask for by TLS.',
          otherwise: 'every connection',
        },
        tls: {
          shape: withHelp(
            word(
              {
                terminate: 'TLS ends at Traefik',
                passthrough: 'TLS ends at the upstream',
                off: 'no TLS',
              },
              { terminate: ['on', 'yes'], off: ['no'] },
            ),
            (value) =>
              value === false
                ? 'Write `off`.'
                : value === true || isMapping(value)
                  ? 'Write `terminate` or `passthrough`; certificates and versions are said by `tls` of the service, beside `tcp`.'
                  : undefined,
          ),
          about: 'Where TLS ends.',
          otherwise: '`terminate` with `sni`, else `off`',
        },
        upstream: { shape: addresses, about: 'Where connections go: `host:port`.' },
        split: { shape: split, about: 'Instead of `upstream`: several, by weight.' },
        allow: {
          shape: oneOrMany(text(networkFormat)),
          about: 'Addresses and networks that may come; `none` lets everybody in.',
          otherwise: '`allow` of the service',
          becomes: '`ipAllowList`',
        },
        proxyProtocol: {
          shape: proxyProtocol,
          about: 'Tells the upstream who comes, by the PROXY protocol: `true` or `2`, or `1`.',
          otherwise: 'the upstream sees Traefik',
          becomes: '`proxyProtocol`',
        },
      },
      { name: '`tcp`', required: ['entryPoint'] },
    ),
    about:
      'Connections of any protocol over TCP. `allow`, `deny` and `tls` of the service hold for them too; `auth` and all else that looks at requests does not.',
    becomes: 'a TCP router and service',
    example: 'tcp: { entryPoint: postgres, sni: db.example.com, upstream: postgres:5432 }',
    otherwise: 'no TCP',
    more: [
      'tcp: { entryPoint: mqtts, sni: mqtt.example.com, tls: passthrough, upstream: mosquitto:8883 }',
      'tcp: { entryPoint: ssh, upstream: gitea:22, allow: 10.0.0.0/8, proxyProtocol: true }',
    ],
  },
  udp: {
    shape: whole(
      {
        entryPoint: { shape: entryPoints, about: 'Where packets come in.' },
        upstream: { shape: addresses, about: 'Where they go.' },
        split: { shape: split, about: 'Instead of `upstream`: several, by weight.' },
      },
      { name: '`udp`', required: ['entryPoint'] },
    ),
    about: 'Packets over UDP. Nothing holds for them: Traefik has no middlewares for UDP.',
    becomes: 'a UDP router and service',
    example: 'udp: { entryPoint: dns, upstream: 10.0.0.53:53 }',
    otherwise: 'no UDP',
    more: ['udp: { entryPoint: wireguard, upstream: wireguard:51820 }'],
  },
} satisfies Keys
