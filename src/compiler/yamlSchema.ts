/** YAML 1.2's core schema, and the merge key `<<` that Compose files made usual. */
import { CORE_SCHEMA, mergeTag } from 'js-yaml'

export const YAML_SCHEMA = CORE_SCHEMA.withTags(mergeTag)

/** Deeper is no definition. */
export const MAX_DEPTH = 64
