import { nearest } from '../base/nearest.js';
import { qmpCommands } from '../qmp/index.js';
import { UNMODELLED_COMMANDS } from '../qmp/unmodelled.js';
import { shown, type YamlIssue, type YamlNode } from './yaml-node.js';

const KNOWN: ReadonlySet<string> = new Set([...qmpCommands.keys(), ...UNMODELLED_COMMANDS]);

/**
 * Says that a command's name is most likely a slip: it is near a known one and none, or is of CXL and not known. Other
 * names may well be QEMU's.
 */
export function hintAtName(node: YamlNode | undefined, execute: string, onIssue: YamlIssue): void {
  if (node === undefined || execute === '' || KNOWN.has(execute)) return;
  const near = nearest(execute, KNOWN);
  // Names of a family, like query-x, are alike without being meant: only a few letters may differ.
  const isSlip = near !== null && Math.abs(near.length - execute.length) <= 2 && sharedEnds(near, execute);
  if (!isSlip && !execute.startsWith('cxl-')) return;
  const hint = near === null ? '' : ` (did you mean ${JSON.stringify(near)}?)`;
  onIssue(node.at, 'unknown-name', `the QMP command ${shown(execute)} is not known here${hint}`);
}

/** Whether all but a short stretch of both is the same. */
function sharedEnds(left: string, right: string): boolean {
  const shorter = Math.min(left.length, right.length);
  let head = 0;
  while (head < shorter && left[head] === right[head]) head++;
  let tail = 0;
  while (tail < shorter - head && left.at(-1 - tail) === right.at(-1 - tail)) tail++;
  return shorter - head - tail <= 2;
}
