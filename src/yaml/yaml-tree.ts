import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { type Spot, shown, type YamlEntry, type YamlIssue, type YamlNode, type YamlScalar } from './yaml-node.js';
import { plainScalar } from './yaml-scalar.js';

/** What aliases may make of a file: a few of them can spell out more values than any memory holds. */
const EXPANDED_MAX = 1_000_000;

const TEXT_TAG = 'tag:yaml.org,2002:str';

/** The tags that say how a scalar's spelling is meant, even where it is quoted. */
export const SCALAR_TYPE_TAGS = ['int', 'float', 'bool', 'null'].map((name) => `tag:yaml.org,2002:${name}`);

interface Anchored {
  readonly node: YamlNode;
  /** Values below it, aliases spelled out. */
  readonly size: number;
}

/** Turns the library's nodes into ours: places, exact scalars, aliases followed, doubled keys reported. */
export class YamlTree {
  private readonly anchors = new Map<string, Anchored | 'open'>();
  private expanded = 0;

  constructor(
    private readonly spot: (offset: number) => Spot,
    private readonly onIssue: YamlIssue,
  ) {}

  read(node: Node): YamlNode {
    const anchor = 'anchor' in node ? node.anchor : undefined;
    if (anchor !== undefined) this.anchors.set(anchor, 'open');
    const before = this.expanded++;
    const at = this.spot(node.range?.[0] ?? 0);
    const result = this.convert(node, at);
    if (anchor !== undefined) this.anchors.set(anchor, { node: result, size: this.expanded - before });
    return result;
  }

  private convert(node: Node, at: Spot): YamlNode {
    if (isAlias(node)) return this.follow(node.source, at);
    if (isSeq(node)) return { kind: 'list', at, items: node.items.map((item) => this.read(item as Node)) };
    if (isMap(node)) return { kind: 'map', at, entries: this.entries(node) };
    return isScalar(node) ? scalar(node, at) : nothing(at);
  }

  private follow(name: string, at: Spot): YamlNode {
    const anchored = this.anchors.get(name);
    const refuse = (why: string): YamlNode => {
      this.onIssue(at, 'yaml-syntax', `the alias ${shown(`*${name}`)} ${why}`);
      return nothing(at);
    };
    if (anchored === undefined) return refuse('names no anchor before it');
    if (anchored === 'open') return refuse('stands within its own anchor');
    if (this.expanded + anchored.size > EXPANDED_MAX) return refuse(`expands to more than ${EXPANDED_MAX} values`);
    this.expanded += anchored.size;
    return anchored.node;
  }

  private entries(map: YAMLMap): ReadonlyMap<string, YamlEntry> {
    const entries = new Map<string, YamlEntry>();
    for (const { key, value } of map.items as Pair<Node | null, Node | null>[]) {
      const keyNode = key === null ? null : this.read(key);
      const keyAt = keyNode?.at ?? this.spot(map.range?.[0] ?? 0);
      const valueNode = value === null ? nothing(keyAt) : this.read(value);
      if (keyNode?.kind !== 'scalar') {
        this.onIssue(keyAt, 'yaml-syntax', 'a key must be a name');
        continue;
      }
      const name = keyNode.source;
      const first = entries.get(name);
      if (first === undefined) entries.set(name, { keyAt, value: valueNode });
      else {
        const where = `line ${first.keyAt.line}`;
        this.onIssue(keyAt, 'yaml-syntax', `the key ${shown(name)} stands twice; the first, in ${where}, is used`);
      }
    }
    return entries;
  }
}

const nothing = (at: Spot): YamlScalar => ({ kind: 'scalar', at, value: null, source: '', isPlain: true });

function scalar(node: Scalar, at: Spot): YamlScalar {
  // A block scalar's value is its text; a plain one's text is in its source.
  const isPlain = node.type === 'PLAIN';
  const source = isPlain ? (node.source ?? '') : String(node.source ?? node.value ?? '');
  const isTyped = SCALAR_TYPE_TAGS.includes(node.tag ?? '');
  if (isTyped || (isPlain && node.tag !== TEXT_TAG))
    return { kind: 'scalar', at, value: plainScalar(source), source, isPlain: !isTyped };
  return { kind: 'scalar', at, value: source, source, isPlain: false };
}
