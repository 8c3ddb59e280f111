import { focusOn } from './actions.js';
import type { TerminalInput } from './key-input.js';
import { type Model, sourceOf, trackOf } from './model.js';
import { jumpTo, moveRows, moveTo } from './motions.js';
import { indexOfRow, placeAt, rowCount, scrolled } from './rows.js';
import { targetsOf } from './targets.js';

const WHEEL_ROWS = 3;

/** A click selects what it is on; the wheel moves in the pane below the pointer. */
export function clicked(model: Model, { what, column, row }: Extract<TerminalInput, { kind: 'mouse' }>): Model {
  if (model.overlay !== null || model.prompt !== null || sourceOf(model) === null) return model;
  const place = placeAt(model, column, row);
  if (place === null) return model;
  if (what !== 'press')
    return wheeled(model, place.pane === 'timeline', what === 'wheel-down' ? WHEEL_ROWS : -WHEEL_ROWS);
  const focused = focusOn(model, place.pane);
  if (place.line < 0) return focused;
  if (place.pane === 'timeline') {
    const at = focused.top + place.line;
    return at < rowCount(focused) ? moveTo(focused, indexOfRow(focused, at)) : focused;
  }
  const target = targetsOf(focused, place.pane)[place.line];
  if (target === undefined || target === null) return focused;
  if (place.pane === 'state') return { ...focused, fact: target };
  if (place.pane !== 'divergences') return { ...focused, field: target };
  const track = trackOf(focused);
  const chosen = track === null ? undefined : track.causes[target];
  const columns = sourceOf(focused)?.session.columns;
  if (chosen === undefined || columns === undefined) return focused;
  return { ...jumpTo(focused, columns.indexOfSeq(chosen.seq)), divergence: target };
}

const wheeled = (model: Model, isTimeline: boolean, count: number): Model =>
  isTimeline ? moveRows(model, count) : scrolled(model);
