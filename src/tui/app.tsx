import { Box, render } from 'ink';
import { createElement, memo, useSyncExternalStore } from 'react';
import { frame } from './frame.js';
import type { Screen } from './screen.js';
import type { Store } from './store.js';
import { paintLine, type Theme } from './theme.js';

/** Ink's own element, since its `Text` takes no size: a row that says how large it is need not be measured. */
const Row = memo(({ text, columns }: { readonly text: string; readonly columns: number }) =>
  createElement('ink-text', { style: { width: columns, height: 1, flexShrink: 0, textWrap: 'truncate' } }, text),
);

/** The whole screen; what it shows is worked out by `frame`. */
export function App({ store, theme }: { readonly store: Store; readonly theme: Theme }) {
  const model = useSyncExternalStore(store.subscribe, store.get);
  const rows = frame(model, theme.glyphs).map((line) => paintLine(line, theme));
  const { columns } = model.size;
  return (
    <Box flexDirection="column" width={columns} height={model.size.rows}>
      {rows.map((text, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place
        <Row key={row} text={text === '' ? ' ' : text} columns={columns} />
      ))}
    </Box>
  );
}

/** Draws the store on the screen until the returned function is called. */
export function draw(store: Store, screen: Screen, theme: Theme): () => void {
  const { unmount } = render(<App store={store} theme={theme} />, {
    stdout: screen as unknown as NodeJS.WriteStream,
    // Whole frames are handed over at once; the screen sends only what changed.
    debug: true,
    // As for screen readers rows are taken as they are: they have their width, and cutting them into cells takes 15 ms a frame.
    isScreenReaderEnabled: true,
    patchConsole: false,
    exitOnCtrlC: false,
  });
  return unmount;
}
