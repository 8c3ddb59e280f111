import { isJsonObject, type JsonValue } from '../base/json.js';
import { readLooseJson } from '../base/json-loose.js';
import { type QmpRequest, qmpMessage } from './qmp-message.js';
import { shellWords } from './shell-command.js';

/** A `virsh qemu-monitor-command` as it was typed. */
export interface VirshCommand {
  readonly domain: string;
  /** What was sent; null where it is no QMP request. */
  readonly request: QmpRequest | null;
  /** `--hmp`: the answer is text. */
  readonly isHuman: boolean;
  /** `--return-value`: the answer is printed without its frame. */
  readonly isBare: boolean;
}

const NAME = 'qemu-monitor-command';

export const namesMonitorCommand = (text: string): boolean => text.includes(NAME);

/** Reads a command line; `open` where a quote is not closed yet, null where it is no monitor command. */
export function virshCommand(text: string): VirshCommand | 'open' | null {
  const words = shellWords(text);
  if (words === null) return 'open';
  const at = words.findIndex(({ text: word }) => word === NAME);
  if (at < 0) return null;
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const plain: string[] = [];
  for (let index = at + 1; index < words.length; index++) {
    const { text: word, isQuoted } = words[index] as { text: string; isQuoted: boolean };
    if (!isQuoted && /^[|;&<>]/.test(word)) break;
    const [option, value] = word.split('=', 2) as [string, string | undefined];
    if (isQuoted || !word.startsWith('--')) plain.push(word);
    else if (!VALUED.has(option)) flags.add(option);
    else values.set(option, value ?? words[++index]?.text ?? '');
  }
  const domain = values.get('--domain') ?? plain.shift();
  if (domain === undefined) return null;
  const isHuman = flags.has('--hmp');
  const sent = values.get('--cmd') ?? plain.join(' ');
  return { domain, isHuman, isBare: flags.has('--return-value'), request: isHuman ? human(sent) : requestOf(sent) };
}

const VALUED: ReadonlySet<string> = new Set(['--domain', '--cmd', '--pass-fds']);

/** The id is libvirt's own affair: the answer shows it, the request does not. */
const human = (line: string): QmpRequest => asked('human-monitor-command', { 'command-line': line });

const asked = (execute: string, given: JsonValue): QmpRequest => ({
  execute,
  arguments: given,
  id: undefined,
  isOutOfBand: false,
});

function requestOf(text: string): QmpRequest | null {
  const read = readLooseJson(text);
  const message = 'value' in read && isJsonObject(read.value) ? qmpMessage(read.value) : null;
  return message?.kind === 'request' ? { ...message.request, id: undefined } : null;
}
