/** The compiler and what its definitions may refer to, put together for one folder. */
import { createCompiler, type CompilerOptions } from '../compiler/compile.ts'
import type { Compilation } from '../compiler/compilation.ts'
import type { FileReading, SourceFile } from '../compiler/source.ts'
import { inspectCertificate } from '../disk/certificate.ts'
import { createSideFiles, type SideFiles } from '../disk/sideFiles.ts'
import type { Terminal } from './terminal.ts'

export interface Definitions {
  compile(files: readonly SourceFile[]): Compilation
  readonly sideFiles: SideFiles
}

export function openDefinitions(
  directory: string,
  env: Terminal['env'],
  options: CompilerOptions,
  /** Asked before the disk. */
  readFirst?: (path: string) => FileReading | undefined,
): Definitions {
  const compile = createCompiler(options)
  const sideFiles = createSideFiles(directory)
  const world = {
    env,
    now: () => new Date(),
    readFile: (path: string) => readFirst?.(path) ?? sideFiles.read(path),
    inspectCertificate,
  }
  return { compile: (files) => compile(files, world), sideFiles }
}
