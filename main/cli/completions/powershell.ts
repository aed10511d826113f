/** Completions for Windows PowerShell and PowerShell 7. Pure. */
import { commandWords, type Kind } from './words.ts';

const quoted = (text: string): string => `'${text.replace(/['\u2018-\u201b]/g, (quote) => quote + quote)}'`;
const kindName = (kind: Kind): string => (typeof kind === 'string' ? kind : kind.join(' '));

export const powerShellCompletions =
  (): string => `# Completion of adit's commands for PowerShell, made by: adit completions powershell
Register-ArgumentCompleter -Native -CommandName adit, adit.cmd -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $commands = [ordered]@{
${commandWords
  .map(({ name, summary, operands, options }) => {
    const flags = options
      .map(({ flag, about }) => `${quoted(flag)} = ${quoted(about === '' ? flag : about)}`)
      .join('; ');
    return `    ${quoted(name)} = @{ About = ${quoted(summary)}; Operands = ${quoted(kindName(operands))}; Options = [ordered]@{ ${flags} } }`;
  })
  .join('\n')}
  }
  $words = @($commandAst.CommandElements | ForEach-Object { $_.ToString() })
  $isFirst = $words.Count -lt 2 -or ($words.Count -eq 2 -and $wordToComplete -ne '')
  function Offer($text, $about) {
    if ($text -notlike "$wordToComplete*") { return }
    $written = if ($text -match '[\\s\\x27\\x22]') { "'" + $text.Replace("'", "''") + "'" } else { $text }
    [System.Management.Automation.CompletionResult]::new($written, $text, 'ParameterValue', $about)
  }
  if ($isFirst) {
    foreach ($name in $commands.Keys) { Offer $name $commands[$name].About }
    return
  }
  $command = $commands[$words[1]]
  if ($null -eq $command) { return }
  if ($wordToComplete -like '-*') {
    foreach ($flag in $command.Options.Keys) { Offer $flag $command.Options[$flag] }
    return
  }
  switch ($command.Operands) {
    'profiles' { adit list --names 2>$null | ForEach-Object { Offer $_ 'profile' } }
    'files' { return }
    'folders' { return }
    'nothing' { return }
    default { foreach ($word in $command.Operands.Split(' ')) { Offer $word $word } }
  }
}
`;
