/** Words of other systems have an answer wherever they come up, and none of them is a word of the language. */
import { test } from 'tap'
import { definition } from '../../src/language/definition.ts'
import { serviceKeys } from '../../src/language/service.ts'
import type { JsonSchema } from '../../src/language/shape.ts'
import { jsonSchema } from '../../src/language/jsonSchema.ts'
import { WORDS, wordsIn } from '../../src/language/vocabulary/parts.ts'
import { SENTENCES } from '../../src/language/vocabulary/sentences.ts'
import { rootVocabulary, serviceVocabulary } from '../../src/language/vocabulary.ts'

test('no foreign word is a key where it is looked for', (t) => {
  t.same(common(serviceVocabulary, serviceKeys), [])
  t.same(common(rootVocabulary, definition.keys ?? {}), [])
  t.end()
})

test('every word that LANGUAGE.md names is answered', (t) => {
  for (const word of [
    'hosts',
    'domain',
    'server_name',
    'target',
    'backend',
    'to',
    'whitelist',
    'ssl',
    'gzip',
  ])
    t.match(serviceVocabulary.get(word), { refused: false }, word)
  for (const word of [
    'websocket',
    'http_version',
    'forwardedHeaders',
    'buffering',
    'clientMaxBodySize',
    'readTimeout',
    'trustedProxies',
    'http2',
  ])
    t.match(serviceVocabulary.get(word), { refused: true }, word)
  t.end()
})

test('every mapping that words are known for exists, and each word stands for one of its keys once', (t) => {
  const schema = JSON.stringify(jsonSchema())
  for (const [name, keys] of Object.entries(WORDS)) {
    const words = [...Object.values(keys).flat(), ...(SENTENCES[name] ?? []).map(([word]) => word)]
    t.equal(new Set(words).size, words.length, `${name} has no word twice`)
    t.equal(wordsIn(name)?.size, words.length)
    for (const word of words)
      t.ok(schema.includes(`${JSON.stringify(word)}:{"const":"nothing can stand here"`), `${name}: ${word}`)
  }
  t.end()
})

function common(words: ReadonlyMap<string, unknown>, keys: JsonSchema): string[] {
  return Object.keys(keys).filter((key) => words.has(key))
}
