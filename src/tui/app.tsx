import { Box, render, Text } from 'ink';
import { memo, useSyncExternalStore } from 'react';
import { frame } from './frame.js';
import type { Screen } from './screen.js';
import type { Store } from './store.js';
import { paintLine, type Theme } from './theme.js';

const Row = memo(({ text }: { readonly text: string }) => <Text wrap="truncate">{text}</Text>);

/** The whole screen; what it shows is worked out by `frame`. */
export function App({ store, theme }: { readonly store: Store; readonly theme: Theme }) {
  const model = useSyncExternalStore(store.subscribe, store.get);
  const rows = frame(model, theme.glyphs).map((line) => paintLine(line, theme));
  return (
    <Box flexDirection="column" width={model.size.columns} height={model.size.rows}>
      {rows.map((text, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place
        <Row key={row} text={text === '' ? ' ' : text} />
      ))}
    </Box>
  );
}

/** Draws the store on the screen until the returned function is called. */
export function draw(store: Store, screen: Screen, theme: Theme): () => void {
  // Debug mode hands over whole frames at once; the screen sends only what changed.
  const { unmount } = render(<App store={store} theme={theme} />, {
    stdout: screen as unknown as NodeJS.WriteStream,
    debug: true,
    patchConsole: false,
    exitOnCtrlC: false,
  });
  return unmount;
}
