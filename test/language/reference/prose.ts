/** What the reference says beside the keys: how values are written, how layers lie over each other, in which order things happen. */
export const ABOUT = `A definition file is YAML (\`*.yaml\`, \`*.yml\`, one document or several), read recursively below the definitions folder.

\`\`\`yaml
services:
  shop:
    host: shop.example.com
    upstream: http://shop:8080
\`\`\`

That much is enough: HTTPS is served with TLS 1.3, HTTP is redirected to it (301, 308 for methods with a body), WebSockets work, \`Host\` reaches the upstream as the client sent it, and so do \`X-Forwarded-For\`, \`X-Forwarded-Proto\`, \`X-Forwarded-Host\` and \`X-Real-Ip\`, which clients cannot forge.

Examples below stand in a service unless another place is named; \`---\` separates alternatives. A key that takes one value or a list is called in the singular. An unknown key is an error, with what was probably meant; at the root, keys that begin with \`x-\` hold what is repeated by anchors. Editors complete and explain all of this: [editor.md](editor.md).`

export const VARIABLES = `Booleans are \`true\` and \`false\`, as in YAML 1.2. A number or a boolean where a text is meant is an error: put it in quotes.

In every text:

| written | becomes |
| --- | --- |
| \`\${NAME}\` | the environment variable; an error when it is not set |
| \`\${NAME:-default}\` | the same, or the default when it is not set or empty |
| \`\${NAME:?message}\` | the same, or an error with the message |
| \`\${file:/run/secrets/x}\` | the text of a file without its final line break. Only below the definitions folder, \`/run/secrets\`, and what \`--secrets\` names, wherever links lead; watched like everything else. What is in it stands in no message |
| \`$$\` | a dollar sign |

\`\${1}\`, \`$1\` and a dollar sign before anything else are left alone: they belong to regular expressions and hashes.`

export const MERGING = `\`defaults\`, a service and its routes are layers. The nearer one wins, key by key, also inside of mappings: \`tls: modern\` over \`tls: { certResolver: le }\` keeps the resolver, because a short form stands for its long one (\`tls: { profile: modern }\`). Lists, upstreams, \`auth\` and \`errorPages\` are replaced as a whole. \`null\` or \`none\` takes away what was inherited; a header that is \`null\` is removed from the request or the answer.

A route inherits everything from its service but \`redirects\`, \`redirectFrom\` and \`trailingSlash\`. Names of services, providers and profiles are unique across the whole folder.`

export const ORDER = `A request meets what a service asks for in this order, and the answer meets it the other way round:

1. \`middlewares: { before }\`
2. \`hsts\`, \`headers: { response }\`: also on refusals, redirects and error pages
3. \`cors\`: a browser asks without signing in
4. \`compress\`, \`errorPages\`
5. \`deny\`, \`allow\`, \`rateLimit\`, \`concurrency\`
6. \`redirects\`
7. \`auth\`
8. \`headers: { request }\`, \`forwardClientCert\`, \`maxBody\`
9. \`circuitBreaker\`, \`retry\`
10. \`stripPrefix\`, \`rewrite\`, \`addPrefix\`, the path of the upstream's URL
11. \`middlewares: { after }\`

What Traefik answers in place of the upstream, which is the redirects of \`redirectFrom\`, \`trailingSlash\` and of paths outside of \`path\`, and the page of \`maintenance\`, meets 1, 2, 3 and 5 too.

\`match\` and \`rule\` come before all of it: they choose the router. Where several routers take a request, \`priority\` decides, then exact hosts before wildcards, longer paths before shorter ones, more matchers before fewer, and the earlier route before the later.`

export const DEFAULTS_EXAMPLE = `defaults:
  tls: { certResolver: letsencrypt }
  hsts: 1y
  auth: authentik
auth:
  authentik: { outpost: http://authentik:9000 }
services:
  authentik: { host: sso.example.com, upstream: http://authentik:9000, auth: none }
  wiki: { host: wiki.example.com, upstream: http://wiki:8080 }`

export const AUTH_EXAMPLE = `auth:
  authentik: { outpost: http://authentik:9000 }
  authelia: { url: http://authelia:9091 }
  oauth2-proxy: { url: http://oauth2-proxy:4180 }
  tinyauth: { url: http://tinyauth:3000 }
  company: { type: authentik, outpost: https://outpost:9443, mode: domain, upstreamTls: { verify: false } }
  gate: { type: custom, address: http://gate:8080/check, responseHeaders: [X-User, X-Groups] }
services:
  wiki: { host: wiki.example.com, upstream: http://wiki:8080, auth: authelia }
  shop: { host: shop.example.com, upstream: http://shop:8080, auth: gate }`

export const PROFILES_EXAMPLE = `tlsProfiles:
  old-devices: { minVersion: 1.2, cipherSuites: [TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA] }
  staff: { minVersion: 1.3, clientCa: /etc/pointsman/staff.pem }
services:
  printer: { host: printer.example.com, upstream: http://printer:80, tls: old-devices }
  admin: { host: admin.example.com, upstream: http://admin:8080, tls: staff }`
