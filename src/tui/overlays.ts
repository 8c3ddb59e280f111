import { ACTIONS } from './actions.js';
import { toldOf } from './issue-rows.js';
import { BINDINGS, type Binding } from './keys.js';
import { type Model, type Overlay, sourceOf } from './model.js';
import { jumpTo } from './motions.js';
import { chooseProfile } from './profiles.js';

/** A key while something lies over the panes. */
export function overlayKey(model: Model, key: string): Model {
  const overlay = model.overlay as Overlay;
  const closed = { ...model, overlay: null };
  if (key === 'escape') return closed;
  if (overlay.kind === 'palette') return paletteKey(model, overlay, key);
  const length = overlay.kind === 'profiles' ? model.profiles.length : toldOf(model).length;
  if (key === 'q' || key === 'p' || key === 'i') return closed;
  if (key === 'enter')
    return overlay.kind === 'profiles' ? profileChosen(closed, overlay.at) : lineChosen(closed, overlay.at);
  return { ...model, overlay: { ...overlay, at: stepped(overlay.at, key, length) } };
}

function profileChosen(model: Model, at: number): Model {
  const chosen = model.profiles[at];
  return chosen === undefined ? model : chooseProfile(model, chosen.name);
}

/** To the record at the line of what was told, or the last one before it. */
function lineChosen(model: Model, at: number): Model {
  const columns = sourceOf(model)?.session.columns;
  const to = toldOf(model)[at]?.line ?? null;
  return columns === undefined || to === null ? model : jumpTo(model, columns.indexOfLine(to));
}

function paletteKey(model: Model, overlay: Extract<Overlay, { kind: 'palette' }>, key: string): Model {
  const found = paletteRows(overlay.text);
  if (key === 'enter') {
    const chosen = found[overlay.at];
    const closed = { ...model, overlay: null };
    return chosen === undefined ? closed : ACTIONS[chosen.action](closed);
  }
  if (key === 'up' || key === 'down' || key === 'page-up' || key === 'page-down')
    return { ...model, overlay: { ...overlay, at: stepped(overlay.at, key, found.length) } };
  const text =
    key === 'backspace'
      ? overlay.text.slice(0, -1)
      : key === 'space'
        ? `${overlay.text} `
        : [...key].length === 1
          ? overlay.text + key
          : overlay.text;
  return { ...model, overlay: { ...overlay, text, at: 0 } };
}

function stepped(at: number, key: string, length: number): number {
  const steps: Readonly<Record<string, number>> = { j: 1, down: 1, k: -1, up: -1, 'page-down': 10, 'page-up': -10 };
  return Math.max(0, Math.min(length - 1, at + (steps[key] ?? 0)));
}

/** The actions whose words have all that was typed, in any order. */
export function paletteRows(text: string): readonly Binding[] {
  const words = text
    .toLowerCase()
    .split(' ')
    .filter((word) => word !== '');
  return BINDINGS.filter(({ keys, action, title }) => {
    const said = `${action} ${title} ${keys.join(' ')}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
}
