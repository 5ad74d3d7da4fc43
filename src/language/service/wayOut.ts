/** Keys of a service: what the language has no word for, said in Traefik's own. */
import { native } from '../native.ts'
import { object, type Keys } from '../shapes/object.ts'

const OVER = { over: true } as const

export const wayOut = {
  traefik: {
    shape: object(
      {
        router: {
          shape: native('router', 'dynamic.Router', OVER),
          about:
            'Laid over the routers that lead to the upstream, not over those that redirect. `tls` only reaches routers with TLS.',
          becomes: 'fields of `http.routers`',
        },
        service: {
          shape: native('service', 'dynamic.Service', OVER),
          about:
            'Laid over the services of that kind: `loadBalancer` over every load balancer of the upstream, `weighted` over what `split` or `canary` became.',
          becomes: 'fields of `http.services`',
        },
        middleware: {
          shape: native('middleware', 'dynamic.Middleware', OVER),
          about:
            'By kind: laid over the middleware of that kind, when the service makes exactly one; else a further middleware behind all others.',
          becomes: 'fields of `http.middlewares`',
        },
        serversTransport: {
          shape: native('serversTransport', 'dynamic.ServersTransport', OVER),
          about: 'Laid over the transport of the upstream; it is made if there is none.',
          becomes: 'fields of `http.serversTransports`',
        },
      },
      { name: '`traefik`' },
    ),
    about:
      "The way out: Traefik's own fields, laid last over the objects that the service becomes. Mappings merge key by key, lists replace, `null` takes a field away.",
    becomes: 'what it says',
    example: 'traefik: { service: { loadBalancer: { responseForwarding: { flushInterval: 1ms } } } }',
    otherwise: 'nothing is changed',
  },
} satisfies Keys
