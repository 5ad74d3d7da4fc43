/** Faults of the definitions folder and of the files in it. */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import tap from 'tap'
import { fault, has, impossibleWithout, service } from './fault.ts'

tap.setTimeout(600_000)

const isRoot = process.getuid?.() === 0
const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time))
const inNamespace = impossibleWithout('unshare', '-m', 'true')

fault(
  'a named pipe in the folder, and one for a certificate',
  { says: /pipe\.yaml|not a regular file/, most: 4 },
  async ({ root, directory, put, told }) => {
    spawnSync('mkfifo', [join(directory, 'pipe.yaml'), join(root, 'pipe.pem')])
    put(
      'tls.yaml',
      'services: { tls: { host: t.example.com, upstream: http://t, tls: { cert: ../pipe.pem, key: ../pipe.pem } } }',
    )
    await told(/not a regular file/)
  },
)

fault(
  'links in circles, to the folder itself and to its parent',
  { says: /leads nowhere|leads in a circle|ELOOP/, most: 12 },
  async ({ directory, told }) => {
    symlinkSync('loop.yaml', join(directory, 'loop.yaml'))
    symlinkSync('b', join(directory, 'a'))
    symlinkSync('a', join(directory, 'b'))
    symlinkSync('.', join(directory, 'self'))
    symlinkSync('..', join(directory, 'parent'))
    await told(/leads nowhere|leads in a circle|ELOOP/)
    rmSync(join(directory, 'parent'))
  },
)

fault('a file of a gigabyte', { says: /bytes; a definition file may have/ }, async ({ directory, told }) => {
  writeFileSync(join(directory, 'huge.yaml'), '')
  truncateSync(join(directory, 'huge.yaml'), 1024 ** 3)
  await told(/may have/)
})

fault('a file that becomes a directory and is a file again', {}, async ({ directory, served, put }) => {
  put('turn.yaml', service('turn'))
  await served.until('it is served', has('turn'))
  rmSync(join(directory, 'turn.yaml'))
  mkdirSync(join(directory, 'turn.yaml'))
  await served.until('it is gone', (answer) => !has('turn')(answer))
  rmSync(join(directory, 'turn.yaml'), { recursive: true })
  put('turn.yaml', service('turn'))
  await served.until('it is back', has('turn'))
})

fault(
  'a thousand directories in one another',
  { says: /published/, most: 5 },
  async ({ directory, served }) => {
    let path = directory
    for (let depth = 0; depth < 1000; depth++) path = join(path, 'd')
    mkdirSync(path, { recursive: true })
    writeFileSync(join(path, 'deep.yaml'), service('deep'))
    await served.until('the deepest file is served', has('deep'))
  },
)

fault('a storm of 10,000 writes', { heavy: true }, async ({ served, put }) => {
  for (let count = 0; count < 10_000; count++)
    put(`s${count % 500}.yaml`, service(`s${count % 500}`, `h${count}.example.com`))
  await served.until(
    'the last ones are served',
    ({ text }) => text.includes('h9999.example.com') && text.includes('h9500.example.com'),
  )
})

fault(
  'more files than a folder may hold',
  { heavy: true, says: /more than 20000 definition files/ },
  async ({ directory, told }) => {
    mkdirSync(join(directory, 'many'))
    for (let count = 0; count < 20_001; count++) writeFileSync(join(directory, 'many', `${count}.yaml`), '')
    await told(/more than 20000/)
    rmSync(join(directory, 'many'), { recursive: true })
  },
)

fault(
  'a storm of ConfigMap swaps',
  {
    prepare(root) {
      const directory = join(root, 'services')
      rmSync(directory, { recursive: true })
      mkdirSync(join(directory, '..0'), { recursive: true })
      for (const name of ['shop', 'blog']) {
        writeFileSync(join(directory, '..0', `${name}.yaml`), service(name))
        symlinkSync(`..data/${name}.yaml`, join(directory, `${name}.yaml`))
      }
      symlinkSync('..0', join(directory, '..data'))
      symlinkSync('..data/turn.yaml', join(directory, 'turn.yaml'))
      writeFileSync(join(directory, '..0', 'turn.yaml'), service('turn'))
    },
  },
  async ({ directory, served }) => {
    for (let swap = 1; swap <= 100; swap++) {
      mkdirSync(join(directory, `..${swap}`))
      for (const name of ['shop', 'blog'])
        writeFileSync(join(directory, `..${swap}`, `${name}.yaml`), service(name))
      writeFileSync(join(directory, `..${swap}`, 'turn.yaml'), service('turn', `t${swap}.example.com`))
      symlinkSync(`..${swap}`, join(directory, '..data_tmp'))
      renameSync(join(directory, '..data_tmp'), join(directory, '..data'))
      rmSync(join(directory, `..${swap - 1}`), { recursive: true })
      if (swap % 3 === 0) await pause(swap)
    }
    await served.until('the last one is served', ({ text }) => text.includes('t100.example.com'))
  },
)

fault(
  'a folder that is unmounted, and mounted again',
  {
    impossible: inNamespace,
    says: /held what was served/,
    most: 2,
    within: (argv, root) => [
      'unshare',
      '-m',
      'sh',
      '-c',
      `mount -t tmpfs tmpfs ${root}/services && cp ${root}/copy/* ${root}/services/ && exec "$@"`,
      'sh',
      ...argv,
    ],
    prepare(root) {
      mkdirSync(join(root, 'copy'))
      for (const name of ['shop', 'blog']) writeFileSync(join(root, 'copy', `${name}.yaml`), service(name))
      for (const name of ['shop', 'blog']) rmSync(join(root, 'services', `${name}.yaml`))
    },
  },
  async ({ root, served, told }) => {
    const inside = (command: string) =>
      spawnSync('nsenter', ['-t', String(served.child.pid), '-m', 'sh', '-c', command])
    inside(`umount -l ${root}/services`)
    await told(/held what was served: the folder holds no definition file/)
    // Filled first and moved then, for whoever copies slowly: a folder with one file of two is a folder with one file.
    inside(
      `mkdir ${root}/full && mount -t tmpfs tmpfs ${root}/full && cp ${root}/copy/* ${root}/full/ && mount --move ${root}/full ${root}/services`,
    )
    // From here on the folder that the others see is the one below the mount.
    for (const name of ['shop', 'blog']) writeFileSync(join(root, 'services', `${name}.yaml`), service(name))
    inside(`umount -l ${root}/services`)
  },
)

fault(
  'a folder that may not be read any more',
  {
    impossible: isRoot ? impossibleWithout('setpriv', '--reuid=65534', '--clear-groups', 'true') : undefined,
    within: (argv) => (isRoot ? ['setpriv', '--reuid=65534', '--clear-groups', ...argv] : argv),
    prepare: (root) => {
      if (isRoot)
        for (let path = root; path !== '/' && path !== '/work'; path = join(path, '..'))
          chmodSync(path, 0o755)
      if (isRoot) chownSync(root, 65534, 65534)
    },
    says: /held what was served: .*cannot be read by this user/,
  },
  async ({ directory, told, put }) => {
    chmodSync(directory, 0o000)
    put('unseen.yaml', service('unseen'))
    await told(/held what was served: .*cannot be read by this user/)
    chmodSync(directory, 0o755)
  },
)

fault(
  'certificates that are written byte by byte',
  {
    files: {
      'tls.yaml':
        'services: { tls: { host: a.example.com, upstream: http://t, tls: { cert: ../c.pem, key: ../k.pem } } }',
    },
    prepare(root) {
      for (const part of ['c.pem', 'k.pem']) writeFileSync(join(root, part), pem('one', part))
    },
    says: /cannot be used/,
    most: 200,
  },
  async ({ t, root, served, told }) => {
    const before = (await served.get()).text
    for (const part of ['k.pem', 'c.pem']) {
      const bytes = pem('two', part)
      for (let end = 0; end < bytes.length; end += 40) {
        writeFileSync(join(root, part), bytes.subarray(0, end))
        const { text } = await served.get()
        if (text !== before) t.fail(`half a certificate is served at byte ${end} of ${part}`)
      }
      if (part === 'k.pem') await told(/cannot be used/)
      writeFileSync(join(root, part), bytes)
    }
    await served.until('the whole pair is served', ({ text }) =>
      JSON.stringify(JSON.parse(text)).includes(
        JSON.stringify(String(pem('two', 'c.pem')).trim()).slice(1, 200),
      ),
    )
  },
)

function pem(name: string, part: string): Buffer {
  return readFileSync(`test/cli/certificates/${name}-${part}`)
}
