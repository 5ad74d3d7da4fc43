/** Stays, and checks again at each change: the same screen, always of now. */
import { createWatcher } from '../../disk/watcher.ts'
import { createSettle } from '../../provider/settle.ts'
import type { OpenFolder } from '../compileFolder.ts'
import type { ExitCode, Terminal } from '../terminal.ts'

/** Erases the screen and what was scrolled away, and goes to its first line. */
const CLEAR = '\u001b[2J\u001b[3J\u001b[H'

/** `check` gives what is to be shown, and the folders it looked at. */
export async function watching(
  terminal: Terminal,
  check: () => Promise<readonly [shown: string, folders: readonly OpenFolder[]]>,
): Promise<ExitCode> {
  const watchers = new Map<string, ReturnType<typeof createWatcher>>()
  let before: string | undefined

  const settle = createSettle({
    async run() {
      const [shown, folders] = await check()
      for (const { directory, sideFiles } of folders) {
        const watcher = watchers.get(directory) ?? watch(directory)
        watchers.set(directory, watcher)
        watcher.also(sideFiles.watched())
      }
      // On a pipe the same again would be noise; on a screen the time tells that it was looked at.
      if (shown === before && !terminal.isTty) return
      before = shown
      const now = new Date().toTimeString().slice(0, 8)
      terminal.out(`${terminal.isTty ? CLEAR : ''}${shown}\n${now} watching; Ctrl-C ends.\n`)
    },
  })
  settle.hint()
  await new Promise<string>((end) => terminal.onSignal(end))
  await settle.close()
  await Promise.all([...watchers.values()].map((watcher) => watcher.close()))
  return 0

  function watch(directory: string) {
    return createWatcher({
      directory,
      polling: false,
      onHint: () => settle.hint(),
      onTrouble: ({ message }) => terminal.err(`${message}\n`),
    })
  }
}
