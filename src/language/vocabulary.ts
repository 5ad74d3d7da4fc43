/** Words that people bring from other systems: recognised, answered with what to write, never accepted silently. */
import { MEANT } from './vocabulary/meant.ts'
import { REFUSED } from './vocabulary/refused.ts'
import { elsewhere, meant, nothing, type Vocabulary } from './vocabulary/word.ts'

export type { Vocabulary } from './vocabulary/word.ts'

export const serviceVocabulary: Vocabulary = new Map([...MEANT, ...REFUSED])

/** What every service has by itself. */
export const defaultsVocabulary: Vocabulary = new Map([
  ...serviceVocabulary,
  ...elsewhere(
    'Each service says this itself.',
    'host',
    'redirectFrom',
    'path',
    'paths',
    'rule',
    'upstream',
    'routes',
    'tcp',
    'udp',
  ),
])

export const routeVocabulary: Vocabulary = new Map([
  ...serviceVocabulary,
  ...elsewhere(
    'A route shares the hosts of its service; what is reached by another host is another service.',
    'host',
    'redirectFrom',
  ),
  ...elsewhere('Write it beside `routes`, in the service.', 'tcp', 'udp', 'enabled'),
  ...elsewhere('A route has no routes of its own; write them beside it.', 'routes'),
  ...nothing('A route has no name; a comment may say what it is for.', 'name', 'id'),
])

export const rootVocabulary: Vocabulary = new Map([
  ...meant('services', 'service', 'sites', 'hosts', 'apps', 'routes', 'proxies'),
  ...meant('defaults', 'default', 'global', 'globals'),
  ...meant('tlsProfiles', 'tlsOptions', 'tlsProfile', 'profiles'),
  ...nothing(
    'Certificate resolvers are static configuration of Traefik.',
    'certificatesResolvers',
    'certResolvers',
  ),
  ...nothing(
    'Entry points are static configuration of Traefik; `defaults: { entryPoints: … }` names the ones to use.',
    'entryPoints',
    'entrypoints',
  ),
  ...nothing('Providers are static configuration of Traefik.', 'providers'),
])
