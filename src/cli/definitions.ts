/** The compiler and what its definitions may refer to, put together for one folder. */
import { createCompiler, type CompilerOptions } from '../compiler/compile.ts'
import type { Compilation } from '../compiler/compilation.ts'
import { SECRET, type FileReading, type SourceFile } from '../compiler/source.ts'
import { inspectCertificate } from '../disk/certificate.ts'
import { createSideFiles, type SideFiles } from '../disk/sideFiles.ts'
import type { Terminal } from './terminal.ts'

export interface Definitions {
  compile(files: readonly SourceFile[]): Compilation
  readonly sideFiles: SideFiles
  /** Forgets all side files but these, as definitions name them; returns where they are. */
  stillRead(paths: readonly string[]): readonly string[]
}

/** Where Docker and Kubernetes put secrets. */
const SECRET_FOLDER = '/run/secrets'

export interface DefinitionOptions extends CompilerOptions {
  /** Further folders of secrets. */
  readonly secrets?: readonly string[]
}

export function openDefinitions(
  directory: string,
  env: Terminal['env'],
  { secrets = [], ...options }: DefinitionOptions,
  /** Asked before the disk. */
  readFirst?: (path: string) => FileReading | undefined,
): Definitions {
  const compile = createCompiler(options)
  const sideFiles = createSideFiles(directory, [SECRET_FOLDER, ...secrets])
  const world = {
    env,
    now: () => new Date(),
    readFile: (path: string) =>
      path.startsWith(SECRET)
        ? sideFiles.readSecret(withoutMark(path))
        : (readFirst?.(path) ?? sideFiles.read(path)),
    inspectCertificate,
  }
  return {
    compile: (files) => compile(files, world),
    sideFiles,
    stillRead(paths) {
      sideFiles.keepOnly(paths.map(withoutMark))
      return sideFiles.watched()
    },
  }
}

function withoutMark(path: string): string {
  return path.startsWith(SECRET) ? path.slice(SECRET.length) : path
}
