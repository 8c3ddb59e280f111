import type { JsonValue } from '../base/json.js';
import { YamlEditor, type YamlPath } from '../yaml/yaml-edit.js';
import type { Correction } from './corrections.js';
import type { Evaluated } from './evaluate.js';

/** A failed predicate and which expectation it belongs to: an index among the steps, or in a side file. */
export interface FailedPredicate {
  readonly index: number;
  readonly evaluated: Evaluated;
}

export interface Corrected {
  readonly text: string;
  /** How many values were written. */
  readonly changes: number;
}

/** The keys that a step can begin with and hold its answer under. */
const STEP_KEYS = ['mailbox', 'qmp', 'register'];

/** A written trace with the engine's answers and state in place of those that it gives wrongly. */
export function correctedTrace(
  text: string,
  corrections: readonly Correction[],
  failed: readonly FailedPredicate[],
): Corrected {
  const editor = new YamlEditor(text);
  for (const correction of corrections) {
    const path = placeOf(editor, correction);
    if (path !== null) correct(editor, path, correction);
  }
  for (const { index, evaluated } of failed) correctPredicate(editor, ['steps', index, 'expect'], evaluated);
  return { text: editor.result(), changes: editor.changes };
}

/** A side file with what is in place of what does not hold. */
export function correctedSideFile(text: string, failed: readonly FailedPredicate[]): Corrected {
  const editor = new YamlEditor(text);
  for (const { index, evaluated } of failed) correctPredicate(editor, ['at', index, 'expect'], evaluated);
  return { text: editor.result(), changes: editor.changes };
}

/** Keys stand beside the one that a step begins with, or below it. */
function placeOf(editor: YamlEditor, { index, key }: Correction): YamlPath | null {
  const places = [['steps', index, key], ...STEP_KEYS.map((step) => ['steps', index, step, key])];
  return places.find((path) => editor.has(path)) ?? null;
}

function correct(editor: YamlEditor, path: YamlPath, { newKey, before, after }: Correction): void {
  if (newKey !== undefined) editor.replace(path, newKey, after as JsonValue);
  else if (after === undefined) editor.remove(path);
  else editor.put(path, before, after);
}

function correctPredicate(editor: YamlEditor, path: YamlPath, { name, expected, actual }: Evaluated): void {
  if (actual !== undefined) editor.put([...path, name], expected, actual);
}
