import { render } from 'ink-testing-library';
import { createElement } from 'react';
import { expect, it } from 'vitest';
import { App } from '../../src/tui/app.js';
import { Store } from '../../src/tui/store.js';
import { themeOf } from '../../src/tui/theme.js';
import { readBundled } from '../bundled.js';
import { viewed } from '../viewed.js';

it('draws what the model says, and again when it changes', async () => {
  const model = viewed('a.ndjson', readBundled('qemu-lazy-rfc/tag-based-release.ndjson'), 80, 24);
  const store = new Store(
    model,
    () => undefined,
    (work) => work(),
  );
  const theme = themeOf({ colours: 'none', isLight: false, isAscii: false });
  const { lastFrame, unmount } = render(createElement(App, { store, theme }));
  expect(lastFrame()).toContain('1 of 46');
  store.dispatch({ kind: 'key', key: 'n' });
  await new Promise((done) => setTimeout(done, 50));
  expect(lastFrame()).toContain('19 of 46');
  unmount();
});
