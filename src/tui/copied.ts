import { decodeText } from '../report/decode-text.js';
import { plainText } from '../report/paint.js';
import { type Model, trackOf, viewOf } from './model.js';

/** What `y` copies: the row under the cursor of the pane that has the keys, as text without control characters. */
export function copyText(model: Model): string {
  const view = viewOf(model);
  const track = trackOf(model);
  if (view === null || track === null) return '';
  switch (model.focus) {
    case 'timeline':
      return decodeText(view.event, { paint: plainText, hex: false }).trim();
    case 'decoded':
    case 'hex': {
      const row = view.decoded[model.field];
      return row === undefined ? '' : `${row.path} = ${row.value}`;
    }
    case 'state':
      return view.state[model.fact]?.text ?? '';
    case 'divergences': {
      const one = track.causes[model.divergence];
      return one === undefined ? '' : `line ${one.line} #${one.seq} ${one.event} ${one.code}: ${one.message}`;
    }
  }
}
