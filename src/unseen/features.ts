import { withFeatures } from '../device/feature-transfer.js';
import { FEATURES, featureOf } from '../device/features.js';
import { getFeature } from '../mailbox/0501-get-feature.js';
import { SET_FEATURE_ACTIONS, setFeature } from '../mailbox/0502-set-feature.js';
import type { TraceEvent } from '../trace/events.js';
import { isAnswered, isOf, type Teller, taken } from './teller.js';
import { isPartlyKnown, type Stretch } from './unseen.js';

/** What a host can set of each feature: which bits of which byte of its attributes. */
const SETTABLE: readonly ReadonlyMap<number, number>[] = [
  new Map([
    [1, 0xff],
    [3, 0x01],
  ]),
  new Map([0, 2, 3, 6, 7, 10, 11].map((at) => [at, 0xff])),
];

/** A feature's attributes tell what a host had set; what none can set is the device's own. */
export const features: Teller = {
  part: 'features',
  dependsOn: ({ event }) => isOf(event, getFeature),
  tell({ device, event, unseen }) {
    const read = taken(event, getFeature);
    const layout = featureOf(read?.request.feature ?? null);
    if (read === null || read.response === null || layout === undefined) return null;
    const place = FEATURES.indexOf(layout);
    if (isPartlyKnown(unseen, 'features', whole(place))) return null;
    const memory = device.features.memory.slice();
    for (const [at, byte] of read.response.data.entries()) {
      const bits = SETTABLE[place]?.get(read.request.offset + at) ?? 0;
      const where = layout.attributesAt + read.request.offset + at;
      memory[where] = ((memory[where] ?? 0) & ~bits) | (byte & bits);
    }
    return { device: withFeatures(device, { memory }), value: `feature ${place}: set by a host` };
  },
  wants: { mailbox: [getFeature, setFeature] },
  learns: ({ event }) => wholly(event),
};

const whole = (place: number): Stretch => ({ start: BigInt(place), end: BigInt(place + 1) });

/** The features of which a record shows or sets all. */
function wholly(event: TraceEvent): readonly Stretch[] {
  const read = taken(event, getFeature);
  const set = taken(event, setFeature)?.request;
  const layout = featureOf(read?.request.feature ?? set?.feature ?? null);
  if (layout === undefined) return [];
  const isRead = read !== null && read.request.offset === 0 && (read.response?.data.length ?? 0) >= layout.getSizeBytes;
  const isSet = set?.flags.action === SET_FEATURE_ACTIONS.full;
  return isRead || isSet ? [whole(FEATURES.indexOf(layout))] : [];
}

/** Whether a feature can be read or set tells whether a transfer was open. */
export const featureTransfer: Teller = {
  part: 'feature-transfer',
  codes: ['SUCCESS', 'FEATURE_TRANSFER_IN_PROGRESS', 'INVALID_PAYLOAD_LENGTH', 'UNSUPPORTED'],
  dependsOn: ({ event }) => isOf(event, getFeature, setFeature),
  tell({ device, event }) {
    const open = (feature: string | null) => ({
      device: withFeatures(device, { openTransfer: feature }),
      value: feature === null ? 'none' : `of ${feature}`,
    });
    const set = event.kind === 'mailbox' ? setFeature.request.decode(event.request) : null;
    const read = event.kind === 'mailbox' ? getFeature.request.decode(event.request) : null;
    if (isAnswered(event, getFeature, 'FEATURE_TRANSFER_IN_PROGRESS')) return open(read?.feature ?? null);
    if (isAnswered(event, setFeature, 'FEATURE_TRANSFER_IN_PROGRESS'))
      return open(FEATURES.find(({ uuid }) => uuid !== set?.feature)?.uuid ?? null);
    return device.features.openTransfer === null ? null : open(null);
  },
  wants: { mailbox: [setFeature] },
  settles: ({ event }) => taken(event, setFeature) !== null,
};
