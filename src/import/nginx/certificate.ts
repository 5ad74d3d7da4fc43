/** `ssl_certificate` and `ssl_protocols`: the `tls` of a service. */
import { unprotected } from './access.ts'
import type { Keys } from './proxy.ts'
import type { Server } from './server.ts'
import type { Site } from './site.ts'
import { setting } from './spot.ts'

export function certificateKeys(server: Server, site: Site): Keys {
  const { directive, tls } = server
  if (!tls) return {}
  const keys = { ...profile(), ...pair(), ...clients() }
  return Object.keys(keys).length === 0 ? {} : { tls: keys }

  function profile(): Keys {
    const protocols = setting(site, directive, 'ssl_protocols')
    if (protocols === undefined) {
      site.head.add('TLS is 1.3 only, where nginx by itself takes 1.2 too: `tls: intermediate` does that.')
      return {}
    }
    site.fates.carried(protocols)
    const old = protocols.words.filter((word) => !/^TLSv1\.[23]$/.test(word))
    if (old.length > 0)
      site.fates.left(
        protocols,
        `${old.join(', ')} is not carried over: \`tlsProfiles\` can say it, and nobody should.`,
      )
    return protocols.words.includes('TLSv1.2') ? { profile: 'intermediate' } : {}
  }

  function pair(): Keys {
    const [cert, key] = [
      setting(site, directive, 'ssl_certificate'),
      setting(site, directive, 'ssl_certificate_key'),
    ]
    if (cert === undefined || key === undefined) return {}
    const [certPath = '', keyPath = ''] = [cert.words[0], key.words[0]]
    const [certificate, secret] = [site.world.readFile(certPath), site.world.readFile(keyPath)]
    const problem =
      'problem' in certificate
        ? certificate.problem
        : 'problem' in secret
          ? secret.problem
          : problemOf(certificate.text, secret.text)
    if (problem === undefined) {
      site.fates.carried(cert, key)
      return { cert: certPath, key: keyPath }
    }
    site.fates.left(
      cert,
      `It cannot be used here: ${problem}. \`tls: { cert, key }\` names files, \`tls: { certResolver }\` gets a certificate.`,
    )
    site.fates.left(key, 'See the line with the certificate.')
    return {}
  }

  function problemOf(certificate: string, key: string): string | undefined {
    if (![certificate, key].every((text) => text.includes('-----BEGIN'))) return 'it is not in PEM format'
    const facts = site.world.inspectCertificate(certificate, key)
    return 'problem' in facts ? facts.problem : undefined
  }

  function clients(): Keys {
    const ca = setting(site, directive, 'ssl_client_certificate')
    const verify = setting(site, directive, 'ssl_verify_client')
    if (ca === undefined || verify === undefined || verify.words[0] === 'off') return {}
    const reading = site.world.readFile(ca.words[0] ?? '')
    if (verify.words[0] !== 'on' || 'problem' in reading) {
      if (verify.words[0] === 'on') unprotected({ server }, site)
      const why =
        'problem' in reading ? `It cannot be read here: ${reading.problem}.` : 'Only `on` is carried over.'
      site.fates.left(verify, `${why} \`tls: { clientCa }\` or a profile asks for certificates.`)
      site.fates.left(ca, 'See the line with `ssl_verify_client`.')
      return {}
    }
    site.fates.carried(ca, verify)
    return { clientCa: [ca.words[0]] }
  }
}
