import { focusOn, moved } from './actions.js';
import type { TerminalInput } from './key-input.js';
import type { PaneName } from './layout.js';
import { type Model, sourceOf, trackOf } from './model.js';
import { jumpTo, moveTo } from './motions.js';
import { indexOfRow, placeAt, rowCount } from './rows.js';
import { targetsOf } from './targets.js';

/** A step in the list of divergences is a long way. */
const WHEEL_ROWS: Readonly<Record<PaneName, number>> = { timeline: 3, decoded: 3, hex: 3, state: 3, divergences: 1 };

/** A click selects what it is on; the wheel moves in the pane below the pointer. */
export function clicked(model: Model, { what, column, row }: Extract<TerminalInput, { kind: 'mouse' }>): Model {
  if (model.overlay !== null || model.prompt !== null || sourceOf(model) === null) return model;
  const place = placeAt(model, column, row);
  if (place === null) return model;
  if (what !== 'press')
    return moved(focusOn(model, place.pane), (what === 'wheel-down' ? 1 : -1) * WHEEL_ROWS[place.pane]);
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
