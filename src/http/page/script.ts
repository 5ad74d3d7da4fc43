/** Keeps the page fresh: it is asked for again, and each section that is another takes the place of the one before. */
export const SCRIPT = `
const lost = document.getElementById('lost')
const read = async () => {
  if (document.hidden) return
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' }, cache: 'no-store' })
    if (!answer.ok) throw new Error(answer.status)
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html')
    document.title = next.title
    for (const section of document.querySelectorAll('main section')) {
      const other = next.getElementById(section.id)
      if (other === null || other.outerHTML === section.outerHTML) continue
      section.replaceWith(other)
    }
    lost.hidden = true
  } catch {
    lost.hidden = false
  }
}
const ask = async () => {
  await read()
  setTimeout(ask, 2000)
}
setTimeout(ask, 2000)
document.addEventListener('visibilitychange', read)
const search = document.querySelector('input')
search.addEventListener('input', () => {
  const url = new URL(location.href)
  if (search.value === '') url.searchParams.delete('q')
  else url.searchParams.set('q', search.value)
  history.replaceState(null, '', url)
  read()
})
`
