/** An address to listen on: `127.0.0.1:9790`, `[::]:9790`, `:9790`. */
export interface Listen {
  readonly host: string
  /** 0 lets the system choose. */
  readonly port: number
}

export function parseListen(text: string): Listen | undefined {
  const parts = /^(?:\[([0-9a-f:.]+)\]|([^:[\]\s]*)):(\d{1,5})$/i.exec(text)
  const port = Number(parts?.[3])
  if (parts === null || port > 65535) return undefined
  return { host: parts[1] ?? (parts[2] === '' ? '::' : (parts[2] ?? '')), port }
}

/** The address as a URL on this machine: what listens everywhere is reached at 127.0.0.1. */
export function urlOf({ host, port }: Listen, scheme: 'http' | 'https' = 'http'): string {
  const reached = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  return `${scheme}://${reached}:${port}`
}
