import type { PaneName } from './layout.js';
import type { Model } from './model.js';
import { PANE_TABLE } from './panes.js';
import { rectOf } from './rows.js';
import { themeOf } from './theme.js';

const GLYPHS = themeOf({ colours: 'none', isLight: false, isAscii: true }).glyphs;

/** What each line of a pane is of, so that a click can select it. */
export function targetsOf(model: Model, pane: PaneName): readonly (number | null)[] {
  const rect = rectOf(model, pane);
  return rect === undefined ? [] : PANE_TABLE[pane].draw(model, rect, GLYPHS).targets;
}
