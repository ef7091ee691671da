/** Shells that we have a script for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

// Each script asks the program itself, as it was typed, so that it is never out of date. A line of the answer is
// a word and, behind a tab, what it is. Where there is no answer the shell offers files, as it does anyway.

/**
 * Bash takes words apart at `:` and `=`, which `zoom:to=1.2` and `--fit=cover` have inside: they are put together
 * again, and what stands before the last of these is taken off the answers, as bash keeps it by itself.
 */
const BASH = `_stillmotion() {
  local rest=\${COMP_LINE:0:COMP_POINT} bare part word kept at
  local -a words=() found=()
  for ((at = 0; at <= COMP_CWORD; at++)); do
    part=\${COMP_WORDS[at]}
    bare=\${rest#"\${rest%%[![:space:]]*}"}
    if ((\${#part} > \${#bare})); then part=$bare; fi
    if [[ $bare != "$rest" || at -eq 0 ]]; then words+=("$part"); else words[-1]+=$part; fi
    rest=\${bare#"$part"}
  done
  word=\${words[-1]}
  kept=\${word%"\${word##*[:=]}"}
  if [[ $COMP_WORDBREAKS != *:* && $COMP_WORDBREAKS != *=* ]]; then kept=; fi
  while IFS=$'\\t' read -r part _; do found+=("\${part#"$kept"}"); done \\
    < <("\${words[0]}" completion bash -- "\${words[@]:1}" 2>/dev/null)
  COMPREPLY=("\${found[@]}")
  if [[ \${#found[@]} -gt 0 && \${found[0]} == *[:=] ]]; then compopt -o nospace; fi
}
complete -o bashdefault -o default -F _stillmotion stillmotion`;

const ZSH = `#compdef stillmotion
_stillmotion() {
  local line word
  local -a found shown open opened
  while IFS= read -r line; do
    word=\${line%%$'\\t'*}
    line="$word  \${line#*$'\\t'}"
    if [[ $word == *[:=] ]]; then open+=("$word") opened+=("$line"); else found+=("$word") shown+=("$line"); fi
  done < <("\${words[1]}" completion zsh -- "\${(@Q)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null)
  if (($#found + $#open)); then
    (($#found)) && compadd -l -d shown -a found
    (($#open)) && compadd -S '' -l -d opened -a open
    return 0
  fi
  [[ $PREFIX == *=* ]] && compset -P '*='
  _files
}
if [[ $funcstack[1] == _stillmotion ]]; then _stillmotion "$@"; else compdef _stillmotion stillmotion; fi`;

const FISH = `function __stillmotion_complete
  set -l words (commandline -opc)
  set -l word (commandline -ct)
  set -l found ($words[1] completion fish -- $words[2..-1] "$word" 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\\n' $found
    return
  end
  set -l kept (string match -r '^.*=' -- $word)
  for path in (__fish_complete_path (string replace -r '^.*=' '' -- $word))
    echo "$kept$path"
  end
end
complete -c stillmotion -f -a '(__stillmotion_complete)'`;

export const SCRIPTS: Readonly<Record<Shell, string>> = { bash: BASH, zsh: ZSH, fish: FISH };
