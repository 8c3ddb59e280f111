/** What a thread of `check` runs; bundled as an entry of its own. */
export { checkFile } from './check-one.js';
