import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { isJsonObject, type JsonValue } from '../base/json.js';
import { yamlText } from './yaml-render.js';

/** Where a value stands: keys of maps and indices of lists. */
export type YamlPath = readonly (string | number)[];

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

type Ranged = Node & { readonly range: readonly [number, number, number] };

/**
 * Changes single values of a written trace and leaves every other byte as it is: comments, spelling, alignment. The
 * document is only asked where things stand.
 */
export class YamlEditor {
  private readonly document: Document;
  private readonly edits = new Map<number, Edit>();

  constructor(private readonly text: string) {
    this.document = parseDocument(text, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' });
  }

  /** How many values differ from the text by now. */
  get changes(): number {
    return this.edits.size;
  }

  has(path: YamlPath): boolean {
    return this.find(path) !== null;
  }

  /** Makes what was read as `before` read as `after`: only what differs is written anew. False where there is nothing. */
  put(path: YamlPath, before: JsonValue, after: JsonValue): boolean {
    const node = this.find(path);
    if (node === null) return false;
    this.change(node, String(path.findLast((part) => typeof part === 'string') ?? ''), before, after);
    return true;
  }

  /** Puts another key, with its value, in the place of one. */
  replace(path: YamlPath, key: string, value: JsonValue): boolean {
    const pair = this.pair(path);
    if (pair === null) return false;
    this.edit(pair.start, pair.end, `${key}: ${yamlText(key, value)}`);
    return true;
  }

  /** Takes a key out, with its value and its lines; only where keys stand one below the other. */
  remove(path: YamlPath): boolean {
    const pair = this.pair(path);
    if (pair === null || pair.isFlow) return false;
    const start = this.text.lastIndexOf('\n', pair.start) + 1;
    // The first key of a list's element shares its line with the dash.
    if (this.text.slice(start, pair.start).trim() !== '') return false;
    this.edit(start, Math.min(this.text.length, this.lineEnd(pair.end) + 1), '');
    return true;
  }

  result(): string {
    const edits = [...this.edits.values()].sort((left, right) => right.start - left.start);
    return edits.reduce((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), this.text);
  }

  private change(node: Ranged, name: string, before: JsonValue, after: JsonValue): void {
    if (isSame(before, after)) return;
    if (isMap(node) && isJsonObject(before) && isJsonObject(after) && hasSameKeys(before, after)) {
      for (const [key, part] of Object.entries(before)) {
        const child = node.get(key, true) as Ranged | undefined;
        if (child !== undefined) this.change(child, key, part, after[key] ?? null);
      }
    } else if (isSeq(node) && Array.isArray(before) && Array.isArray(after))
      this.changeList(node as never, name, before, after);
    else this.write(node, yamlText(name, after));
  }

  private changeList(
    node: YAMLSeq & Ranged,
    name: string,
    before: readonly JsonValue[],
    after: readonly JsonValue[],
  ): void {
    const items = node.items as readonly Ranged[];
    const shared = Math.min(items.length, after.length);
    const isWhole = node.flow === true || shared === 0;
    if (items.length !== after.length && isWhole) {
      this.write(node, yamlText(name, after));
      return;
    }
    for (let index = 0; index < shared; index++)
      this.change(items[index] as Ranged, name, before[index] ?? null, after[index] ?? null);
    const last = items[shared - 1];
    if (last === undefined || items.length === after.length) return;
    // Behind the last one that stays, and what is said of it on its line.
    const end = this.lineEnd(endOf(last, this.text));
    const indent = ' '.repeat(this.columnOf(node.range[0]));
    const more = after.slice(shared).map((value) => `\n${indent}- ${yamlText(name, value)}`);
    const stop = items.length > shared ? this.lineEnd(endOf(items.at(-1) as Ranged, this.text)) : end;
    this.edit(end, stop, more.join(''));
  }

  private write(node: Ranged, text: string): void {
    this.edit(node.range[0], endOf(node, this.text), text);
  }

  private edit(start: number, end: number, text: string): void {
    // An alias makes one place be two values: the first one that is told stands.
    if (!this.edits.has(start)) this.edits.set(start, { start, end, text });
  }

  private lineEnd(offset: number): number {
    const end = this.text.indexOf('\n', offset);
    return end < 0 ? this.text.length : end;
  }

  private columnOf(offset: number): number {
    return offset - (this.text.lastIndexOf('\n', offset - 1) + 1);
  }

  private find(path: YamlPath): Ranged | null {
    const node = path.length === 0 ? this.document.contents : this.document.getIn(path, true);
    return typeof node === 'object' && node !== null && 'range' in node ? (node as Ranged) : null;
  }

  private pair(path: YamlPath) {
    const map = this.find(path.slice(0, -1)) as (YAMLMap & Ranged) | null;
    if (map === null || !isMap(map)) return null;
    const pair = (map.items as Pair<Ranged, Ranged>[]).find(({ key }) => isScalar(key) && key.value === path.at(-1));
    if (pair === undefined || pair.value === null) return null;
    return { start: pair.key.range[0], end: endOf(pair.value, this.text), isFlow: map.flow === true };
  }
}

/** Where a value's text ends; of a collection without brackets, the line ends behind it are not its own. */
const endOf = ({ range }: Ranged, text: string): number => range[0] + text.slice(range[0], range[1]).trimEnd().length;

const hasSameKeys = (left: object, right: object): boolean =>
  Object.keys(left).length === Object.keys(right).length && Object.keys(left).every((key) => key in right);

function isSame(left: JsonValue, right: JsonValue): boolean {
  if (typeof left === 'object' && left !== null) return yamlText('', left) === yamlText('', right);
  // biome-ignore lint/suspicious/noDoubleEquals: a number and a bigint of the same value are equal
  return left === right || (typeof left !== 'string' && typeof right !== 'string' && left !== null && left == right);
}
