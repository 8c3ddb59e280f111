import { ACTIONS } from './actions.js';
import { type Model, withEffect } from './model.js';

const PAGE = 10;

const moved = (model: Model, count: number): Model => ({
  ...model,
  startRow: Math.max(0, Math.min(model.offered.length - 1, model.startRow + count)),
});

/** What else would one type where no trace is open? */
const opening = (model: Model): Model =>
  model.prompt === null ? model : { ...model, prompt: { ...model.prompt, text: 'open ' } };

/** A key on the start screen, where no trace is open. */
export function startKey(model: Model, key: string): Model {
  const { startRow, offered } = model;
  switch (key) {
    case 'j':
    case 'down':
      return moved(model, 1);
    case 'k':
    case 'up':
      return moved(model, -1);
    case 'page-down':
    case 'space':
      return moved(model, PAGE);
    case 'page-up':
      return moved(model, -PAGE);
    case 'g':
    case 'home':
      return moved(model, Number.NEGATIVE_INFINITY);
    case 'G':
    case 'end':
      return moved(model, Number.POSITIVE_INFINITY);
    case 'enter': {
      const chosen = offered[startRow];
      return chosen === undefined ? model : withEffect(model, { kind: 'open', path: chosen.path });
    }
    case 'f1': {
      const toured = offered.find(({ isTour }) => isTour) ?? offered[0];
      return toured === undefined ? model : withEffect({ ...model, tour: 0 }, { kind: 'open', path: toured.path });
    }
    case 'q':
    case 'escape':
      return ACTIONS.quit(model);
    case ':':
      return opening(ACTIONS.command(model));
    case '?':
      return ACTIONS.palette(model);
    default:
      return model;
  }
}
