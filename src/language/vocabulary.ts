/** Words that people bring from other systems: recognised, answered with what to write, never accepted silently. */
import { MEANT } from './vocabulary/meant.ts'
import { REFUSED } from './vocabulary/refused.ts'
import { meant, nothing, type Vocabulary } from './vocabulary/word.ts'

export type { Vocabulary } from './vocabulary/word.ts'

export const serviceVocabulary: Vocabulary = new Map([...MEANT, ...REFUSED])

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
