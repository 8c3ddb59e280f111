import type { HostName } from '../trace/sides.js';
import { acceptAll } from './accept-all.js';
import type { HostModel } from './host.js';
import { linux } from './linux.js';
import { none } from './none.js';

/** The hosts that can be said to answer where no host was recorded. Add one: a file beside this one, a line here. */
const models: readonly HostModel[] = [linux, acceptAll, none];

export const hosts: ReadonlyMap<HostName, HostModel> = new Map(models.map((model) => [model.name, model]));
