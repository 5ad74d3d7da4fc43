/** The compiler and what its definitions may refer to, put together for one folder. */
import { createCompiler, type CompilerOptions } from '../compiler/compile.ts'
import type { Compilation } from '../compiler/compilation.ts'
import type { SourceFile } from '../compiler/source.ts'
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
): Definitions {
  const compile = createCompiler(options)
  const sideFiles = createSideFiles(directory)
  const world = {
    env,
    now: () => new Date(),
    readFile: (path: string) => sideFiles.read(path),
    inspectCertificate,
  }
  return { compile: (files) => compile(files, world), sideFiles }
}
