/** What a running Pointsman serves, or anything else that gives Traefik's dynamic configuration as JSON. */
import { get as getHttp } from 'node:http'
import { get as getHttps } from 'node:https'
import { readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { codeOf, problemOf } from '../../disk/errno.ts'
import { tokenIn } from '../token.ts'
import { isConfig, sideOfBody, type SideOrProblem } from './side.ts'

export interface UrlOptions {
  readonly tokenFile: string | undefined
  /** A file with the certificate authority that signed the server's. */
  readonly ca: string | undefined
}

/** Milliseconds. */
const PATIENCE = 10_000

export async function sideAtUrl(text: string, { tokenFile, ca }: UrlOptions): Promise<SideOrProblem> {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined) return { problem: `\`${text}\` is no URL.` }
  if (url.pathname === '/') url.pathname = '/config'
  const token = tokenFile === undefined ? undefined : tokenIn(tokenFile)
  if (typeof token === 'object')
    return { problem: `The token file \`${tokenFile}\` cannot be used: ${token.problem}.` }
  const authority = ca === undefined ? undefined : textOf(ca)
  if (typeof authority === 'object')
    return { problem: `The authority \`${ca}\` cannot be used: ${authority.problem}.` }
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const ask = (of: URL) => answerOf(of, headers, authority)

  // What is held until there is something new would be the same.
  url.searchParams.set('hold', '0')
  const answer = await ask(url)
  url.searchParams.delete('hold')
  if ('problem' in answer) return { problem: `\`${url.href}\` cannot be reached: ${answer.problem}.` }
  if (answer.status === 401 || answer.status === 403)
    return {
      problem: `\`${url.href}\` asks for a token (${answer.status}). Give the file that holds it with \`--token-file\`.`,
    }
  if (answer.status !== 200)
    return { problem: `\`${url.href}\` answers ${answer.status}: ${detailOf(answer.text)}` }
  const body = parsed(answer.text)
  if (!isConfig(body))
    return { problem: `\`${url.href}\` does not answer with Traefik's dynamic configuration.` }
  return sideOfBody(body, url.href, await servicesAt(new URL('status', url), ask))
}

/** Without them, what belongs together is seen by its names. */
async function servicesAt(url: URL, ask: (url: URL) => Promise<Answer>): Promise<readonly string[]> {
  const answer = await ask(url)
  const status = 'text' in answer && answer.status === 200 ? parsed(answer.text) : undefined
  if (typeof status !== 'object' || status === null || !('served' in status)) return []
  const { served } = status
  const services =
    typeof served === 'object' && served !== null && 'services' in served ? served.services : []
  return Array.isArray(services) ? services.map(String) : []
}

type Answer = { readonly status: number; readonly text: string } | { readonly problem: string }

function answerOf(
  url: URL,
  headers: Readonly<Record<string, string>>,
  ca: string | undefined,
): Promise<Answer> {
  return new Promise((resolve) => {
    const options = { headers: { ...headers, accept: 'application/json' }, timeout: PATIENCE }
    const request =
      url.protocol === 'https:'
        ? getHttps(url, { ...options, ...(ca === undefined ? {} : { ca }) })
        : getHttp(url, options)
    const fail = (error: Error): void => resolve({ problem: whyNot(error) })
    request.on('timeout', () => request.destroy(new Error(`there was no answer within ${PATIENCE / 1000} s`)))
    request.on('error', fail)
    request.on('response', (response) => {
      buffer(response).then(
        (bytes) => resolve({ status: response.statusCode ?? 0, text: bytes.toString() }),
        fail,
      )
    })
  })
}

function whyNot(error: Error): string {
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'ECONNREFUSED') return 'nothing listens there'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'nobody knows that name'
  if (/SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code))
    return 'its certificate is signed by nobody known; give the authority with `--ca`'
  return error.message
}

function textOf(file: string): string | { readonly problem: string } {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    return { problem: problemOf(codeOf(error)) }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // The caller says that it is not what was asked for.
  }
}

/** Problem details of ours say it in a sentence; other servers' pages would not help. */
function detailOf(text: string): string {
  const problem = parsed(text)
  return typeof problem === 'object' && problem !== null && 'detail' in problem
    ? String(problem.detail)
    : 'it gives no reason.'
}
