/** A real browser, with nothing but loopback to speak to. */
import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'

const binary = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
)

/** Headless, and without a word to anybody but the page. */
const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --enable-logging=stderr'.split(
    ' ',
  )

/** Why tests that need a browser are skipped, or `false`. */
export const noBrowser: string | false =
  binary === undefined ? 'no browser: put `chromium` on the PATH' : false

/** What the page has become after so many milliseconds of its own time, and what the browser complained of. */
export async function openPage(
  url: string,
  profile: string,
  time: number,
  more: readonly string[] = [],
): Promise<{ readonly html: string; readonly log: string }> {
  const { stdout, stderr } = await promisify(execFile)(
    binary ?? '',
    [...FLAGS, `--user-data-dir=${profile}`, `--virtual-time-budget=${time}`, ...more, '--dump-dom', url],
    { timeout: 60_000, maxBuffer: 10_000_000 },
  )
  return { html: stdout, log: stderr }
}
