/** Every metric: its name, what it says, and where its value comes from when it is asked for. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from '@platformatic/prom-client'
import type { MetricSources } from './sources.ts'

export interface Metrics {
  readonly contentType: string
  /** In the Prometheus text format. */
  text(): Promise<string>
}

export function createMetrics(sources: MetricSources): Metrics {
  const { provider, tally, stateWrites } = sources
  const registry = new Registry()
  // The default of 10 ms would wake an idle process a hundred times a second.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 1000 })

  value('pointsman_ready', 'Whether there is a configuration to serve.', () =>
    provider.current() === undefined ? 0 : 1,
  )
  value(
    'pointsman_services',
    'Services in what is served.',
    () => provider.status().served?.services.length ?? 0,
  )
  value('pointsman_held_polls', 'Polls that are held until there is something new.', () => sources.held())
  value('pointsman_clients', 'Connections on which clients poll.', () => sources.clients())
  value('pointsman_last_reload_successful', 'Whether the last reload was not held.', () =>
    provider.status().lastTry?.kind === 'held' ? 0 : 1,
  )
  time('pointsman_last_success_timestamp_seconds', 'When a reload was last not held.', () => tally.lastGood())
  time(
    'pointsman_served_since_timestamp_seconds',
    'When what is served was published.',
    () => provider.current()?.since,
  )

  labelled('pointsman_build_info', 'Which Pointsman this is; always 1.', ['version'], () => [
    [{ version: sources.version }, 1],
  ])
  labelled('pointsman_body_bytes', 'Size of what is served, by coding.', ['coding'], () => {
    const { body, gzip } = provider.current() ?? {}
    return [
      [{ coding: 'identity' }, body?.length ?? 0],
      [{ coding: 'gzip' }, gzip?.length ?? 0],
    ]
  })
  labelled('pointsman_files', 'Definition files, by what is served of them.', ['state'], () => {
    const { files } = provider.status()
    return (['served', 'quarantined', 'left-out'] as const).map((state) => [
      { state },
      files.filter((file) => file.state === state).length,
    ])
  })
  labelled('pointsman_diagnostics', 'Mistakes there are now, by code.', ['code', 'severity'], () => {
    const counts = new Map<string, readonly [{ code: string; severity: string }, number]>()
    for (const { code, severity } of provider.status().diagnostics)
      counts.set(code, [{ code, severity }, (counts.get(code)?.[1] ?? 0) + 1])
    return [...counts.values()]
  })
  labelled(
    'pointsman_certificate_not_after_timestamp_seconds',
    'When a certificate that is used ends, by its file and the service that uses it.',
    ['path', 'service'],
    () =>
      provider
        .status()
        .certificates.map(({ path, service, notAfter }) => [
          { path, service: service ?? '' },
          seconds(notAfter),
        ]),
  )

  labelled('pointsman_applied', 'What a Traefik runs of what is served.', ['traefik', 'state'], () =>
    sources
      .traefiks()
      .flatMap(({ url, state }) =>
        (['applied', 'pending', 'unknown'] as const).map(
          (each) => [{ traefik: url, state: each }, each === state ? 1 : 0] as const,
        ),
      ),
  )
  labelled(
    'pointsman_applied_lag_seconds',
    'How long ago that was published which a Traefik does not run yet; 0 when it runs what is served.',
    ['traefik'],
    () =>
      sources.traefiks().flatMap(({ url, state, since }): Sample[] => {
        if (state === 'unknown') return []
        return [
          [{ traefik: url }, state === 'applied' ? 0 : Math.max(0, (Date.now() - since.getTime()) / 1000)],
        ]
      }),
  )
  labelled(
    'pointsman_apply_duration_seconds',
    'From the publication until a Traefik was seen to run it, of the last one.',
    ['traefik'],
    () =>
      sources
        .traefiks()
        .flatMap(({ url, lag }): Sample[] => (lag === undefined ? [] : [[{ traefik: url }, lag]])),
  )
  labelled(
    'pointsman_traefik_faults',
    'What a Traefik does not take as it is meant.',
    ['traefik', 'status'],
    () =>
      sources
        .traefiks()
        .flatMap(({ url, faults }) =>
          (['warning', 'disabled'] as const).map(
            (status) =>
              [{ traefik: url, status }, faults.filter((fault) => fault.status === status).length] as const,
          ),
        ),
  )

  counter('pointsman_reloads_total', 'Looks at the folder, by what came of them.', ['outcome'], () =>
    [...tally.reloads].map(([outcome, count]) => [{ outcome }, count]),
  )
  counter('pointsman_polls_total', 'Answers to polls, by client and status code.', ['client', 'code'], () =>
    [...tally.polls].flatMap(([client, codes]) =>
      [...codes].map(([code, count]) => [{ client, code: String(code) }, count] as const),
    ),
  )
  if (stateWrites !== undefined) {
    counter('pointsman_state_writes_total', 'Writes of the state, by result.', ['result'], () => [
      [{ result: 'good' }, stateWrites().good],
      [{ result: 'failed' }, stateWrites().failed],
    ])
    time(
      'pointsman_state_written_timestamp_seconds',
      'When the state was last written.',
      () => stateWrites().last,
    )
  }
  const publish = new Histogram({
    name: 'pointsman_publish_duration_seconds',
    help: 'From the look at the folder to the publication.',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })

  return {
    contentType: registry.contentType,
    text() {
      for (const duration of tally.takeDurations()) publish.observe(duration)
      return registry.metrics()
    },
  }

  function value(name: string, help: string, read: () => number): void {
    labelled(name, help, [], () => [[{}, read()]])
  }

  /** Without a sample as long as it has not happened. */
  function time(name: string, help: string, read: () => Date | undefined): void {
    labelled(name, help, [], () => {
      const date = read()
      return date === undefined ? [] : [[{}, seconds(date)]]
    })
  }

  function labelled(
    name: string,
    help: string,
    labelNames: readonly string[],
    read: () => readonly Sample[],
  ): void {
    registry.registerMetric(
      new Gauge({
        name,
        help,
        labelNames,
        registers: [],
        collect() {
          this.reset()
          // A reset leaves a 0 where there are no labels, also for what has not happened.
          if (labelNames.length === 0) this.remove()
          for (const [labels, number] of read()) this.set(labels, number)
        },
      }),
    )
  }

  function counter(
    name: string,
    help: string,
    labelNames: readonly string[],
    read: () => readonly Sample[],
  ): void {
    registry.registerMetric(
      new Counter({
        name,
        help,
        labelNames,
        registers: [],
        collect() {
          this.reset()
          for (const [labels, number] of read()) this.inc(labels, number)
        },
      }),
    )
  }
}

type Sample = readonly [labels: Readonly<Record<string, string>>, number: number]

function seconds(date: Date): number {
  return date.getTime() / 1000
}
