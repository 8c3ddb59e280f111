/** How a shell asks for what may stand at its cursor. */
interface CompletionScript {
  /** What the user's start-up file runs. */
  readonly script: string;
  /** A candidate as the script takes it. */
  line(value: string, hint: string): string;
}

/** Names with a hint behind them are one field to zsh, so that colons within a name are marked. */
const zshLine = (value: string, hint: string): string =>
  hint === '' ? value.replaceAll(':', '\\:') : `${value.replaceAll(':', '\\:')}:${hint}`;

/** Each script hands over the words up to the cursor; where nothing comes back, the shell offers files. */
export const COMPLETION_SCRIPTS = {
  bash: {
    script: `_cxltrace() {
  local IFS=$'\\n'
  COMPREPLY=($(cxltrace completion bash -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o bashdefault -o default -F _cxltrace cxltrace
`,
    line: (value) => value,
  },
  zsh: {
    script: `#compdef cxltrace
_cxltrace() {
  local -a found
  found=("\${(@f)$(cxltrace completion zsh -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "\${found[1]}" ]]; then _describe cxltrace found; else _files; fi
}
if [[ "\${funcstack[1]}" = _cxltrace ]]; then _cxltrace; else compdef _cxltrace cxltrace; fi
`,
    line: zshLine,
  },
  fish: {
    script: `function __cxltrace_complete
  set -l words (commandline -opc) (commandline -ct)
  cxltrace completion fish -- $words[2..-1] 2>/dev/null
end
complete -c cxltrace -a '(__cxltrace_complete)'
`,
    line: (value, hint) => (hint === '' ? value : `${value}\t${hint}`),
  },
} as const satisfies Readonly<Record<string, CompletionScript>>;

export type Shell = keyof typeof COMPLETION_SCRIPTS;

export const SHELLS = Object.keys(COMPLETION_SCRIPTS) as readonly Shell[];
