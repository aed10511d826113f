/** A completion script for bash 4 and later. Pure. */
import { type CommandWords, commandWords, type Kind } from './words.ts';

const action = (kind: Kind): string => {
  if (kind === 'profiles') return '_adit_profiles';
  if (kind === 'files') return '_adit_files -f';
  if (kind === 'folders') return '_adit_files -d';
  return kind === 'nothing' ? ':' : `_adit_words '${kind.join(' ')}'`;
};

const valueCases = ({ name, options }: CommandWords): readonly string[] =>
  options.flatMap(({ flag, value }) => (value === null ? [] : [`    ${name}:${flag}) ${action(value)}; return ;;`]));

export const bashCompletions = (): string => `# Completion of adit's commands for bash, made by: adit completions bash

_adit_words() { COMPREPLY=($(compgen -W "$1" -- "$cur")); }

_adit_files() {
  compopt -o filenames
  mapfile -t COMPREPLY < <(compgen "$1" -- "$cur")
}

_adit_profiles() {
  local name typed=\${cur//\\\\/}
  while IFS= read -r name; do
    if [[ $name == "$typed"* ]]; then COMPREPLY+=("$(printf %q "$name")"); fi
  done < <("\${COMP_WORDS[0]}" list --names 2>/dev/null)
}

_adit() {
  local cur=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} command=\${COMP_WORDS[1]}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    _adit_words '${commandWords.map(({ name }) => name).join(' ')} help --help --version'
    return
  fi
  case $command:$previous in
${commandWords.flatMap(valueCases).join('\n')}
  esac
  if [[ $cur == -* ]]; then
    case $command in
${commandWords.map(({ name, options }) => `      ${name}) _adit_words '${options.map(({ flag }) => flag).join(' ')}' ;;`).join('\n')}
    esac
    return
  fi
  case $command in
${commandWords.map(({ name, operands }) => `    ${name}) ${action(operands)} ;;`).join('\n')}
    help) _adit_words '${commandWords.map(({ name }) => name).join(' ')}' ;;
  esac
}

complete -F _adit adit
`;
