import { ACTIONS } from './actions.js';
import { type Model, withEffect } from './model.js';

/** A key on the start screen, where no trace is open. */
export function startKey(model: Model, key: string): Model {
  const { startRow, offered } = model;
  switch (key) {
    case 'j':
    case 'down':
      return { ...model, startRow: Math.min(offered.length - 1, startRow + 1) };
    case 'k':
    case 'up':
      return { ...model, startRow: Math.max(0, startRow - 1) };
    case 'enter': {
      const chosen = offered[startRow];
      return chosen === undefined ? model : withEffect(model, { kind: 'open', path: chosen.path });
    }
    case 'f1': {
      const [first] = offered;
      return first === undefined ? model : withEffect({ ...model, tour: 0 }, { kind: 'open', path: first.path });
    }
    case 'q':
    case 'escape':
      return ACTIONS.quit(model);
    case ':':
      return ACTIONS.command(model);
    default:
      return model;
  }
}
