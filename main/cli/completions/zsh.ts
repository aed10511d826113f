/** A completion function for zsh. Pure. */
import { commandWords, type Kind, type OptionWords } from './words.ts';

const action = (kind: Kind): string => {
  if (kind === 'profiles') return '_adit_profiles';
  if (kind === 'files') return '_files';
  if (kind === 'folders') return '_files -/';
  return kind === 'nothing' ? ' ' : `(${kind.join(' ')})`;
};

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
/** Colons and brackets part what \`_arguments\` is told. */
const plain = (text: string): string => text.replace(/[[\]:\\]/g, (sign) => `\\${sign}`);

const argument = ({ flag, about, value }: OptionWords): string =>
  quoted(`*${flag}[${plain(about)}]${value === null ? '' : `:value:${action(value)}`}`);

export const zshCompletions = (): string => `#compdef adit
# Completion of adit's commands for zsh, made by: adit completions zsh

_adit_profiles() {
  local -a names
  names=("\${(@f)$(_call_program profiles adit list --names 2>/dev/null)}")
  compadd -a names
}

_adit() {
  local -a commands
  commands=(
${commandWords.map(({ name, summary }) => `    ${quoted(`${name}:${plain(summary)}`)}`).join('\n')}
  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
${commandWords
  .map(({ name, options, operands }) => {
    const operand = operands === 'nothing' ? [] : [quoted(`*:operand:${action(operands)}`)];
    return `    ${name}) _arguments ${[...options.map(argument), ...operand].join(' ')} ;;`;
  })
  .join('\n')}
    help) _describe command commands ;;
  esac
}

if [[ $funcstack[1] == _adit ]]; then _adit "$@"; else compdef _adit adit; fi
`;
