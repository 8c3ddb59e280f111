import type { JsonValue } from '../base/json.js';
import { MIB } from '../base/units.js';
import { cxlAddDynamicCapacity } from '../qmp/cxl-add-dynamic-capacity.js';
import { cxlReleaseDynamicCapacity } from '../qmp/cxl-release-dynamic-capacity.js';
import { DEFAULT_DEVICE } from '../trace/header.js';
import type { MessagePlace } from './qmp-awaiting.js';
import type { QmpRequest } from './qmp-message.js';
import type { QmpSession } from './qmp-session.js';

/** `Choose OP: 0: add, 1: release, …`, and the choice behind it. */
const MENU = /^Choose OP: /;
const CHOICE = /^Choice: *(\d)?$/;
const PROMPT = /^Input extents? to \w+/;
/** In MiB, the end excluded: `0-128,128-256`. */
const EXTENTS = /^Extents: *(\d{1,12}-\d{1,12}(?: *, *\d{1,12}-\d{1,12})*)?$/;
/** What the tool runs to send the request that it has written to a file. */
const SENDS = /^cat \S+ *\| *(?:ncat|nc|socat)\b/;

/** What it prints of the device's lists, by way of a file that the device writes. */
const LISTING =
  /^(?:Print (?:accepted|pending-to-add) extent info:|Group \d+|\d+: \[0x[0-9a-f]+ - 0x[0-9a-f]+\]|In total, \d+ extents printed!)$/i;
const TALK = /^(?:ssh \S+@\S+ |sn=\d+$|cxl-memdev\d+$|region\d+ already created for mem\d+)/;

const OPERATIONS: ReadonlyMap<string, { readonly execute: string; readonly policy: string }> = new Map([
  ['0', { execute: cxlAddDynamicCapacity.name, policy: 'selection-policy' }],
  ['1', { execute: cxlReleaseDynamicCapacity.name, policy: 'removal-policy' }],
]);

/**
 * The dialogue of cxl-test-tool's DCD test: it asks what to do with which extents, sends the request from a file, and
 * only the answers are seen. The tool always means region 0 of its one device.
 */
export class DcdTestTool {
  private operation: string | null = null;
  private extents: string | null = null;

  constructor(private readonly session: QmpSession) {}

  /** A line that is no message; false where it is none of the tool's. */
  text(text: string, place: MessagePlace): boolean {
    const line = text.trim();
    const choice = CHOICE.exec(line);
    const given = EXTENTS.exec(line);
    if (MENU.test(line)) this.operation = this.extents = null;
    else if (choice !== null) this.operation = choice[1] ?? null;
    else if (given !== null) this.extents = given[1] ?? null;
    else if (SENDS.test(line) && this.operation !== null) this.send(place);
    else if (LISTING.test(line)) this.session.note(line, place);
    else return PROMPT.test(line) || TALK.test(line);
    return true;
  }

  private send(place: MessagePlace): void {
    const { operation, extents } = this;
    this.session.disconnect();
    const known = OPERATIONS.get(operation ?? '');
    if (known === undefined || extents === null) return;
    this.extents = null;
    this.session.ask(request('qmp_capabilities', {}), place);
    const given: JsonValue = {
      path: DEFAULT_DEVICE.qomPath,
      'host-id': 0,
      [known.policy]: 'prescriptive',
      region: 0,
      extents: extents.split(',').map(extentOf),
    };
    this.session.ask(request(known.execute, given), place);
  }
}

const request = (execute: string, given: JsonValue): QmpRequest => ({
  execute,
  arguments: given,
  id: undefined,
  isOutOfBand: false,
});

function extentOf(text: string): JsonValue {
  const [from = '0', to = '0'] = text.split('-').map((part) => part.trim());
  return { offset: BigInt(from) * MIB, len: (BigInt(to) - BigInt(from)) * MIB };
}
