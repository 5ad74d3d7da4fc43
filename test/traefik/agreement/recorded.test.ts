/** The evaluation says what a real Traefik 3.7.9 answered when it was asked the same: `POINTSMAN_RECORD=1` beside one. */
import { test } from 'tap'
import { createEvaluator } from '../../../src/traefik/evaluate/evaluate.ts'
import { comparable } from './compared.ts'
import { recorded } from './recorded.ts'

test('the evaluation says what a real Traefik answered', (t) => {
  let requests = 0
  for (const { config, asked } of recorded()) {
    const evaluate = createEvaluator(config)
    for (const one of asked) {
      requests++
      const said = JSON.stringify(comparable(evaluate(one.asked), one.port))
      if (said !== JSON.stringify(one.got))
        t.fail(`${JSON.stringify(one.asked)}: ${said}`, { got: JSON.stringify(one.got) })
    }
  }
  t.comment(`${requests} requests`)
  t.ok(requests >= 400)
  t.end()
})
