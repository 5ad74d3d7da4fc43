/** What is served: one immutable value, named by its content. */
export interface Snapshot {
  /** Hex digits of the hash of the configuration without the marker; also the name of the marker middleware. */
  readonly revision: string
  readonly body: Buffer
  readonly gzip: Buffer
  /** Quoted, as the `ETag` header wants it. */
  readonly etag: string
  readonly since: Date
  /** Names of the services in it, sorted. */
  readonly services: readonly string[]
}
