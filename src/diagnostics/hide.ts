/** Hides what looks like a secret in what we show of a definition. Columns stay where they are. */

/** In a text by itself: hashes of passwords, passwords in URLs, credentials, keys. */
export function hideSecrets(text: string): string {
  return SECRETS.reduce((shown, pattern) => shown.replace(pattern, hideLast), text)
}

/** A line among its lines: what stands after, or below, a key that names a secret is hidden as well. */
export function hideSecretsIn(lines: readonly string[], index: number): string {
  const line = lines[index] ?? ''
  if (isBelowSecret(lines, index)) return hideSecrets(line).replace(/^(\s*(?:- +)*)(.*)$/, hideLast)
  const hide = (all: string, before: string, key: string, value: string): string =>
    KEY.test(key) ? hideLast(all, before, value) : all
  return hideSecrets(line).replace(ENTRY, hide).replace(NO_ENTRY, hide)
}

/** A value under this key is a secret, as far as its name tells. */
export function namesSecret(key: string): boolean {
  return KEY.test(key)
}

/** What of a line `hideSecretsIn` hides, as it is written. */
export function secretsIn(lines: readonly string[], index: number): readonly string[] {
  const line = lines[index] ?? ''
  const hidden = hideSecretsIn(lines, index)
  return [...hidden.matchAll(/\*+/g)]
    .map(({ 0: stars, index: at }) => line.slice(at, at + stars.length))
    .filter((piece) => !/^\*+$/.test(piece))
}

/** The keys of this language that hold secrets, and words that people use in the names of headers and settings. */
const KEY =
  /authorization|cookie|token|secret|passw|passphrase|api-?key|access-?key|private-?key|credential|basic|users/i

/** Each hides its last group. */
const SECRETS: readonly RegExp[] = [
  // `admin:$2y$05$…`, `$apr1$…`, `{SHA}…`; `$$` is a dollar sign in a definition.
  /((?:^|[\s"'`[,]))([^\s"'`[\]{},:]+:(?:\$\$?(?:2[abxy]|apr1|[156])\$|\{SHA\})[^\s"'`,\]]*)/g,
  /(\/\/[^\s/:@"'`]*:)([^\s/@"'`]+)(?=@)/g,
  /(\b(?:Bearer|Basic|Digest|Token) +)(?!\$\{)([\w.~+/=:-]{6,})/gi,
  /(-----BEGIN [A-Z ]*PRIVATE KEY-----)([^"'`]+)/g,
  // A line of a key, or a token: long, and of all kinds of characters or of hex digits.
  /()(?<![\w+/=.-])((?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Z])(?=[\w+/=-]*[a-z])[\w+/=-]{40,})(?![\w.-])/g,
  /()\b([0-9a-f]{32,}|[0-9A-F]{32,})\b/g,
]

/** `X-Api-Key: …` to the end of the line, or of the value between braces. */
const ENTRY =
  /((?:^|[\s{,[])["']?([\w.-]+)["']?\s*:\s+)("[^"]*"?|'[^']*'?|\[[^\]]*\]?|(?:\$\{[^}]{0,200}\}|[^\s{}[\]|>])(?:\$\{[^}]{0,200}\}|[^{}[\],])*)/g
/** `password:…`, `password = …`: not YAML yet, and a secret all the same. */
const NO_ENTRY = /^(\s*(?:- +)*["']?([\w.-]+)["']?(?::|\s*=\s*|\s+))([^\s:=].*)$/
/** A key whose value begins on the next line. */
const KEY_ALONE = /^\s*(?:- +)?["']?([\w.-]+)["']?\s*:(?:\s+[|>]\S*)?\s*(?:#.*)?$/

/** So many lines above are looked at: a frame is a help, and must not cost more than the mistake. */
const MOST_LINES = 200

function isBelowSecret(lines: readonly string[], index: number): boolean {
  let line = lines[index] ?? ''
  for (let above = index - 1; above >= Math.max(0, index - MOST_LINES); above--) {
    const other = lines[above] ?? ''
    if (!isParent(other, line)) continue
    const key = KEY_ALONE.exec(other.trimEnd())?.[1] ?? ''
    // What stands on the same line as these is the path of a file.
    if (KEY.test(key) || /^key(?:File)?$/.test(key)) return true
    line = other
  }
  return false
}

/** A list may stand as far left as the key that it belongs to. */
function isParent(above: string, line: string): boolean {
  const [outer, inner] = [indentOf(above), indentOf(line)]
  if (outer === undefined || inner === undefined) return false
  return outer < inner || (outer === inner && isItem(line) && !isItem(above))
}

/** Nothing for a line that is empty or a comment. */
function indentOf(line: string): number | undefined {
  const indent = line.search(/\S/)
  return indent < 0 || line[indent] === '#' ? undefined : indent
}

function isItem(line: string): boolean {
  return /^\s*-(\s|$)/.test(line)
}

/** What only names a variable or a file tells nothing, and neither does a switch. */
function hideLast(all: string, ...groups: readonly unknown[]): string {
  const [before, secret] = groups
  if (typeof before !== 'string' || typeof secret !== 'string') return all
  if (/^["']?(?:\$\{[^}]*\}|true|false|null|~)["']?\s*$/.test(secret)) return all
  return before + secret.replace(/\$\{[^}]*\}|[^\s"'[\],]/g, (part) => (part.startsWith('${') ? part : '*'))
}
