/** How `pointsman completion` is called. */
import { command } from '../command.ts'

export const completionCommand = command({
  name: 'completion',
  usage: 'pointsman completion SHELL',
  about: 'print the completion for bash, zsh or fish',
  more: [
    'bash  source <(pointsman completion bash)          in ~/.bashrc',
    'zsh   source <(pointsman completion zsh)           in ~/.zshrc, after compinit',
    'fish  pointsman completion fish > ~/.config/fish/completions/pointsman.fish',
  ],
  example: 'pointsman completion bash',
  mostOperands: 1,
  operandWords: ['bash', 'zsh', 'fish'],
  options: {},
  load: async () => (await import('../completion.ts')).completion,
})
