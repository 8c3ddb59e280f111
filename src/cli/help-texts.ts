/** What `--help` of each command says below its options; 80 columns wide, since that is what most terminals have. */

const EXIT_CODES = `
Exit codes: 0 nothing to report, 1 divergences, 2 unusable input or usage,
70 a bug of cxltrace.`;

const INPUT = `
Input: a file of any known format ("cxltrace formats"), also gzip; - or nothing
reads standard input. A folder is walked for *.ndjson, *.yaml and *.yml (also
.gz); any other file is read where it is named.`;

const FILTERS = `
Filters: == != < <= > >= compare, ~ looks for text, in [a, b] takes one of
several, a field alone asks whether it is there; combined with && || ! and ().
Fields are those of decode --json, or paths as reports print them; numbers may
be 0x…, 4802h or 128MiB; commands and return codes go by name:
add-dynamic-capacity-response, invalid-input.`;

export const HELP_TEXTS = {
  root: `
Examples:
  cxltrace replay capture.ndjson         where does it part from the device?
  cxltrace replay --json traces          a folder, as JSON for scripts
  cxltrace decode --hex capture.ndjson   what was said, field by field
  cxltrace help replay                   options and examples of a command
${EXIT_CODES}`,
  replay: `
Examples:
  cxltrace replay capture.ndjson
  cxltrace replay --profile qemu-10.0 capture.ndjson
                                         against another device
  cxltrace replay --profile qemu-10.0 --profile qemu-10.2 capture.ndjson
                                         where do the two differ?
  cxltrace replay --merge mmio.log qmp.log dmesg.txt
                                         the logs of one incident
  cxltrace replay --host linux qmp.log   what a Linux host would have answered
  cxltrace replay --filter 'extent.startDpa >= 0x20000000' capture.ndjson
  zcat capture.ndjson.gz | cxltrace replay -
  cxltrace replay --json traces | jq .summary

All records are replayed; with --filter only the divergences at records that
pass are listed, counted, and decide the exit code. How many there are at other
records is said.
${FILTERS}
${INPUT}
${EXIT_CODES}`,
  decode: `
Examples:
  cxltrace decode capture.ndjson
  cxltrace decode --ndjson capture.ndjson | jq 'select(.opcode == "0x4802")'
  xxd payload.bin | cxltrace decode --opcode 0x4802 -
  cxltrace decode --filter 'returnCode != success' capture.ndjson
  cxltrace decode --filter 'opcode in [4802h, 4803h] && extents[0]' a.log
${FILTERS}
"cxltrace commands NAME" shows the fields of a command.
${INPUT}

Exit codes: 0 decoded, 2 unusable input or usage, 70 a bug of cxltrace.`,
  convert: `
Examples:
  cxltrace convert capture.ndjson --to yaml > mine.yaml
                                         a recording to work on
  cxltrace convert mmio.log --to ndjson > capture.ndjson
                                         a log as a recording
  cxltrace convert capture.ndjson --to qmp | socat - UNIX-CONNECT:qmp.sock
  cxltrace convert qmp.log --to qmp --qmp-style shell | qmp-shell qmp.sock
  xxd payload.bin | cxltrace convert - --to yaml --opcode 0x4802
  cxltrace convert libvirtd.log --to ndjson --machine 2
                                         the second of its machines

It writes to standard output; what a spelling cannot say is counted on standard
error. YAML has fields wherever they make the same bytes again, else the bytes.
${INPUT}

Exit codes: 0 written, 2 unusable input or usage, 70 a bug of cxltrace.`,
  check: `
Examples:
  cxltrace check traces                  all traces of a folder
  cxltrace check --name second-group --watch traces
                                         these, again whenever they change
  cxltrace check --update mine.yaml      accept what the engine gives (not in
                                         recordings, nor where expectations
                                         list divergences: these stay)
  cxltrace check --reporter junit traces > junit.xml
                                         for a CI server; also tap, github, json
  cxltrace check --shard 2/4 --reporter json traces > 2.json
  cxltrace check --merge 1.json 2.json 3.json 4.json
                                         one report of all shards

A trace passes where its expectations hold and it replays without a divergence
of severity error, save those that an expectation lists
(expect: { divergences: [null-tag] }). --fail-on warning also fails on warnings
and on what could not be read. NAME.expect.yaml holds the expectations of the
recording NAME.
${INPUT}

Exit codes: 0 all pass, 1 some fail, 2 some could not be used, 70 a bug of
cxltrace.`,
  view: `
Examples:
  cxltrace view                          bundled traces, and a guided tour
  cxltrace view capture.ndjson
  cxltrace view --merge mmio.log qmp.log guest.log
                                         the logs of one incident
  cxltrace view -f capture.ndjson        stays at the end of a file that grows
  cxltrace view --profile qemu-10.0 --profile qemu-10.2 capture.ndjson
                                         a column of verdicts for each
  zcat capture.ndjson.gz | cxltrace view standard input
  cxltrace view --print --at 19 capture.ndjson
                                         fields, bytes, device, divergences

Keys: n next divergence, j/k move, 1-5 panes, f follow an extent, r who changed
this, / search, & filter, p profile, ? everything else, q quit. Marks and notes
are kept beside the trace, in NAME.marks.json.`,
  completion: `
Examples:
  source <(cxltrace completion bash)     in ~/.bashrc
  source <(cxltrace completion zsh)      in ~/.zshrc, behind compinit
  cxltrace completion fish | source      in ~/.config/fish/config.fish

Exit codes: 0 printed, 2 usage, 70 a bug of cxltrace.`,
  explain: `
Examples:
  cxltrace explain                       every code, one a line
  cxltrace explain null-tag              causes, what to look at, sources
  cxltrace explain --json | jq -r '.codes[].code'`,
  profiles: `
Examples:
  cxltrace profiles                      which device has which behaviour
  cxltrace profiles qemu-10.2            one: limits, commands, behaviours
  cxltrace profiles --json | jq -r '.profiles[].name'`,
  formats: `
Examples:
  cxltrace formats
  cxltrace formats --json | jq -r '.formats[].name'

The format is told by the content; --format NAME of the other commands says it.`,
  commands: `
Examples:
  cxltrace commands                      all, and which devices have them
  cxltrace commands 0x4802               its fields: offset, size, type, values
  cxltrace commands get-event-records cxl-add-dynamic-capacity
  cxltrace commands --json 4801h | jq '.mailbox[].response.fields[].name'`,
} as const;
