import type { PaneName } from './layout.js';

/** What a key does; also what the palette and the command line call it. */
export type Action =
  | 'down'
  | 'up'
  | 'page-down'
  | 'page-up'
  | 'first'
  | 'last'
  | 'next-divergence'
  | 'previous-divergence'
  | 'next-finding'
  | 'previous-finding'
  | 'cause'
  | 'story'
  | 'lines'
  | 'fold'
  | 'follow'
  | 'follow-back'
  | 'same-command'
  | 'last-change'
  | 'back'
  | 'search'
  | 'next-hit'
  | 'previous-hit'
  | 'filter'
  | 'command'
  | 'jump'
  | 'mark'
  | 'note'
  | 'next-mark'
  | 'profiles'
  | 'next-source'
  | 'next-pane'
  | 'previous-pane'
  | 'timeline'
  | 'decoded'
  | 'hex'
  | 'state'
  | 'divergences'
  | 'zoom'
  | 'open'
  | 'copy'
  | 'export'
  | 'tail'
  | 'palette'
  | 'issues'
  | 'reload'
  | 'redraw'
  | 'suspend'
  | 'tour'
  | 'escape'
  | 'quit';

export interface Binding {
  /** As `key-input.ts` names them. */
  readonly keys: readonly string[];
  readonly action: Action;
  /** What it does, for the palette. */
  readonly title: string;
  /** A word for the key line; absent where there is no room for it. */
  readonly word?: string;
  /** Where the key means this; everywhere where it is absent. */
  readonly panes?: readonly PaneName[];
}

/** Every key. The key line, the palette and the completion of `:` are made of it. */
export const BINDINGS: readonly Binding[] = [
  { keys: ['n'], action: 'next-divergence', title: 'next divergence of list 5, worst first', word: 'next divergence' },
  { keys: ['N'], action: 'previous-divergence', title: 'divergence before in list 5' },
  { keys: ['j', 'down'], action: 'down', title: 'one down', word: 'move' },
  { keys: ['k', 'up'], action: 'up', title: 'one up' },
  {
    keys: ['enter'],
    action: 'open',
    title: 'to the record of this divergence',
    word: 'go there',
    panes: ['divergences'],
  },
  {
    keys: ['r'],
    action: 'last-change',
    title: 'back to the record that last changed this',
    word: 'who changed it',
    panes: ['state', 'decoded', 'hex'],
  },
  { keys: ['c'], action: 'cause', title: 'to the record that it comes from', word: 'cause' },
  { keys: ['b'], action: 'story', title: 'to the record where its story begins', word: 'story' },
  { keys: ['f'], action: 'follow', title: 'next record about this extent or tag', word: 'follow' },
  { keys: ['F'], action: 'follow-back', title: 'record before about this extent or tag' },
  { keys: ['backspace'], action: 'back', title: 'back to where you jumped from', word: 'back' },
  { keys: ['x', 'right', 'left'], action: 'fold', title: 'show or fold what only follows from this', word: 'unfold' },
  { keys: ['tab'], action: 'next-pane', title: 'next pane', word: 'pane' },
  { keys: ['shift-tab'], action: 'previous-pane', title: 'pane before' },
  { keys: ['/'], action: 'search', title: 'search in what rows say', word: 'search' },
  { keys: ['.'], action: 'next-hit', title: 'next hit of the search' },
  { keys: [','], action: 'previous-hit', title: 'hit before' },
  { keys: ['&'], action: 'filter', title: 'show only records that pass a filter', word: 'filter' },
  { keys: ['w'], action: 'next-finding', title: 'next divergence in time, of any kind' },
  { keys: ['W'], action: 'previous-finding', title: 'divergence before in time, of any kind' },
  { keys: ['e'], action: 'same-command', title: 'next record of the same command' },
  { keys: ['t'], action: 'jump', title: 'jump to #number, line N or a time (1.5s)' },
  { keys: ['l'], action: 'lines', title: 'lines of the file beside the numbers' },
  { keys: ['m'], action: 'mark', title: 'mark this record, or take its mark away' },
  { keys: ['M'], action: 'note', title: 'write a note on this record' },
  { keys: ["'"], action: 'next-mark', title: 'next mark' },
  { keys: ['p'], action: 'profiles', title: 'what another device would have said', word: 'profile' },
  { keys: ['s'], action: 'next-source', title: 'next source: another file or machine' },
  { keys: ['z'], action: 'zoom', title: 'this pane alone, or all panes again', word: 'zoom' },
  { keys: ['1'], action: 'timeline', title: 'pane: all records in order of time' },
  { keys: ['2'], action: 'decoded', title: 'pane: the record field by field' },
  { keys: ['3'], action: 'hex', title: 'pane: its bytes' },
  { keys: ['4'], action: 'state', title: 'pane: the state of the device' },
  { keys: ['5'], action: 'divergences', title: 'pane: where trace and device part' },
  { keys: ['page-down', 'ctrl-d', 'space'], action: 'page-down', title: 'a page down' },
  { keys: ['page-up', 'ctrl-u'], action: 'page-up', title: 'a page up' },
  { keys: ['g', 'home'], action: 'first', title: 'the first' },
  { keys: ['G', 'end'], action: 'last', title: 'the last' },
  { keys: ['y'], action: 'copy', title: 'copy this row to the clipboard' },
  { keys: ['E'], action: 'export', title: 'write the marked records, or this one' },
  { keys: ['T'], action: 'tail', title: 'stay at the end of a growing file, or not' },
  { keys: ['i'], action: 'issues', title: 'what was not read, or taken for granted' },
  { keys: ['ctrl-r'], action: 'reload', title: 'read the trace again from its beginning' },
  { keys: ['ctrl-l'], action: 'redraw', title: 'draw the screen anew' },
  { keys: ['ctrl-z'], action: 'suspend', title: 'to the shell; fg comes back' },
  { keys: ['f1'], action: 'tour', title: 'the guided tour' },
  { keys: [':'], action: 'command', title: 'type a command' },
  { keys: ['?'], action: 'palette', title: 'everything you can do here', word: 'all keys' },
  { keys: ['escape'], action: 'escape', title: 'close what is open; end filter and search' },
  { keys: ['q', 'ctrl-c'], action: 'quit', title: 'leave', word: 'quit' },
];

/** What a key means in a pane. */
export function bindingOf(key: string, pane: PaneName): Binding | undefined {
  const fits = BINDINGS.filter(({ keys }) => keys.includes(key));
  return fits.find(({ panes }) => panes?.includes(pane)) ?? fits.find(({ panes }) => panes === undefined);
}

interface KeyWord {
  readonly key: string;
  readonly word: string;
  /** Leads to what was found, or away from it. */
  readonly isOfFindings: boolean;
}

const OF_FINDINGS: ReadonlySet<Action> = new Set(['next-divergence', 'cause', 'story', 'fold', 'open']);

/** The keys worth showing in a pane, those of its own first. */
export function keyLine(pane: PaneName): readonly KeyWord[] {
  const own = BINDINGS.filter(({ panes }) => panes?.includes(pane));
  const common = BINDINGS.filter(({ panes }) => panes === undefined);
  return [...own, ...common].flatMap(({ keys, word, action }) =>
    word === undefined ? [] : [{ key: keyName(keys[0] ?? ''), word, isOfFindings: OF_FINDINGS.has(action) }],
  );
}

const NAMES: Readonly<Record<string, string>> = { enter: '⏎', escape: 'esc', backspace: '⌫' };

export const keyName = (key: string): string => NAMES[key] ?? key;
