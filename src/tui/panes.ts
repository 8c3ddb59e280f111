import type { PaneName } from './layout.js';
import type { Pane } from './pane.js';
import { decodedPane } from './pane-decoded.js';
import { divergencesPane } from './pane-divergences.js';
import { hexPane } from './pane-hex.js';
import { statePane } from './pane-state.js';
import { timelinePane } from './pane-timeline.js';

/** Every pane: its title and what it draws. Add one: a file, a line here, a place in `layout.ts`, a key in `keys.ts`. */
export const PANE_TABLE: Readonly<Record<PaneName, { readonly title: string; readonly draw: Pane }>> = {
  timeline: { title: 'Timeline', draw: timelinePane },
  decoded: { title: 'Decoded', draw: decodedPane },
  hex: { title: 'Bytes', draw: hexPane },
  state: { title: 'Device', draw: statePane },
  divergences: { title: 'Divergences', draw: divergencesPane },
};
