import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.js';

/** How the arguments of a command were spelled before QEMU 9.1 settled them; source: the patch series of 2023 and 2024. */
export interface OlderSpelling {
  /** Older member → today's. */
  readonly renamed: Readonly<Record<string, string>>;
  /** The member that was a number, and its names by number. */
  readonly policy: { readonly member: string; readonly names: readonly string[] };
  /** Members of the bits of `flags` above the policy's four. */
  readonly flagBits: Readonly<Record<number, string>>;
  /** What older versions took for granted. */
  readonly assumed: Readonly<Record<string, JsonValue>>;
}

/** Arguments in today's spelling, and what was changed in words. */
export interface Respelled {
  readonly arguments: JsonObject;
  readonly changes: readonly string[];
}

const POLICY_MASK = 15;

/** Whether arguments look like an older spelling: cheap, for every request of a log. */
export function looksOlder(given: JsonValue, { renamed, policy, assumed }: OlderSpelling): given is JsonObject {
  if (!isJsonObject(given)) return false;
  for (const name in assumed) if (given[name] === undefined) return true;
  for (const name in renamed) if (given[name] !== undefined) return true;
  if (given['flags'] !== undefined || typeof given[policy.member] === 'number') return true;
  const extents = given['extents'];
  const first = Array.isArray(extents) ? (extents[0] as JsonValue | undefined) : undefined;
  return isJsonObject(first) && first['dpa'] !== undefined;
}

/** Spells arguments as today's QEMU wants them; what is not known to be older stays as it is. */
export function respell(given: JsonObject, spelling: OlderSpelling): Respelled {
  const changes: string[] = [];
  const members: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(given)) {
    const today = Object.hasOwn(spelling.renamed, name) ? spelling.renamed[name] : undefined;
    if (today !== undefined) changes.push(`${name} is ${today} today`);
    if (name === 'flags' && typeof value === 'number') spreadFlags(value, members, spelling, changes);
    else members[today ?? name] = name === 'extents' ? extentsToday(value, changes) : value;
  }
  const { member, names } = spelling.policy;
  const number = members[member];
  if (typeof number === 'number' && names[number] !== undefined) {
    members[member] = names[number];
    changes.push(`${member} ${number} is ${names[number]} today`);
  }
  for (const [name, value] of Object.entries(spelling.assumed)) {
    if (members[name] !== undefined) continue;
    members[name] = value;
    changes.push(`${name} was not known yet: ${JSON.stringify(value)} is meant`);
  }
  return { arguments: members, changes };
}

function spreadFlags(flags: number, members: Record<string, JsonValue>, spelling: OlderSpelling, changes: string[]) {
  members[spelling.policy.member] = flags & POLICY_MASK;
  for (const [bit, name] of Object.entries(spelling.flagBits)) if ((flags >> Number(bit)) & 1) members[name] = true;
  changes.push(`flags ${flags} are members of their own today`);
}

/** The first series named an extent by `dpa`, an address within the device; today it is an offset within the region. */
function extentsToday(extents: JsonValue, changes: string[]): JsonValue {
  if (!Array.isArray(extents)) return extents;
  let isOlder = false;
  const today = (extents as readonly JsonValue[]).map((extent) => {
    if (!isJsonObject(extent) || extent['dpa'] === undefined || extent['offset'] !== undefined) return extent;
    isOlder = true;
    const { dpa, ...rest } = extent;
    return { offset: dpa as JsonValue, ...rest };
  });
  if (isOlder) changes.push('dpa is offset today, counted from the start of the region: the number is kept');
  return today;
}
