/** Times and numbers in words. */
import { markup, type Html } from './html.ts'

/** `1 service`, `2 services` */
export function counted(count: number, word: string): string {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`
}

/** "2 minutes ago", with the exact time when one points at it. Coarse, so that a page that is made anew is mostly the same. */
export function ago(time: Date, now: Date): Html {
  const seconds = Math.floor((now.getTime() - time.getTime()) / 1000)
  const iso = time.toISOString()
  return markup`<time datetime="${iso}" title="${iso}">${agoWords(seconds)}</time>`
}

function agoWords(seconds: number): string {
  if (seconds < 10) return 'just now'
  if (seconds < 60) return `${Math.floor(seconds / 10) * 10} seconds ago`
  const [count, unit] =
    seconds < 3600
      ? [seconds / 60, 'minute']
      : seconds < 172_800
        ? [seconds / 3600, 'hour']
        : [seconds / 86_400, 'day']
  return `${counted(Math.floor(count), unit)} ago`
}

/** How long until then; days are what matters of a certificate. */
export function daysUntil(time: Date, now: Date): number {
  return Math.floor((time.getTime() - now.getTime()) / 86_400_000)
}

/** `1.4 kB` */
export function bytes(count: number): string {
  if (count < 1000) return `${count} B`
  return count < 1e6 ? `${(count / 1000).toFixed(1)} kB` : `${(count / 1e6).toFixed(1)} MB`
}
