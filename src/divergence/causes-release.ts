import { type DpaRange, overlaps } from '../device/extents.js';
import { recordText } from '../trace/record-place.js';
import { type Cause, type Evidence, either, fits, isNot } from './cause.js';
import type { Exchange } from './ledger.js';
import { requestedExtents } from './requests.js';

/** The offer that a release asks back before it is answered. */
function unanswered({ played }: Evidence): Exchange | undefined {
  return requestedExtents(played)
    .map((extent) => played.ledger.touching('offer', extent))
    .find((offer) => offer !== undefined && offer.answered === null);
}

export const releaseWhilePendingCauses: readonly Cause[] = [
  {
    text: 'a script sends add and release without waiting for the host',
    weigh(evidence) {
      const offer = unanswered(evidence);
      if (offer === undefined) return null;
      if (offer.announced === null) return fits(`the host has not read the event of ${recordText(offer)} yet`);
      return offer.cleared === null
        ? null
        : isNot(`the host read the event in ${recordText(offer.announced)} and cleared it`);
    },
  },
  {
    text: 'the host never answered: the offer waits in the queue',
    weigh(evidence) {
      const offer = unanswered(evidence);
      if (offer === undefined) return null;
      if (offer.announced === null) return isNot('it was not told of the offer before');
      return offer.cleared === null
        ? null
        : fits(`it cleared the event in ${recordText(offer.cleared)} and has not answered since`);
    },
  },
];

export const tagMismatchCauses: readonly Cause[] = [
  {
    text: 'the tag of another allocation',
    weigh({ played }) {
      const asked = requestedExtents(played) as readonly (DpaRange & { readonly tag?: string | null })[];
      const tag = asked.find((one) => typeof one.tag === 'string')?.tag;
      if (tag === undefined || tag === null) return null;
      const other = played.ledger.exchanges.find(
        ({ kind, extents }) =>
          kind === 'offer' && extents.some((one) => one.tag === tag && !asked.some((range) => overlaps(range, one))),
      );
      return other === undefined
        ? isNot('no other offer has this tag')
        : fits(`${recordText(other)} gave it to other capacity`);
    },
  },
  {
    text: 'capacity that was offered without a tag',
    weigh({ played }) {
      const offer = requestedExtents(played)
        .map((extent) => played.ledger.touching('offer', extent))
        .find((one) => one !== undefined);
      if (offer === undefined) return null;
      const isUntagged = offer.extents.every(({ tag }) => tag === null);
      return either(isUntagged, `${recordText(offer)} gave none`, `${recordText(offer)} gave another one`);
    },
  },
  {
    text: 'a tag spelled differently: QEMU compares backends by text, hosts compare 16 bytes',
    weigh({ played }) {
      const plain = (tag: string) => tag.toLowerCase().replaceAll('-', '');
      const asked = requestedExtents(played) as readonly (DpaRange & { readonly tag?: string | null })[];
      const pairs = asked.flatMap((one) => {
        const given = played.ledger.touching('offer', one)?.extents.find((other) => overlaps(one, other))?.tag;
        return one.tag == null || given == null ? [] : [[one.tag, given] as const];
      });
      const isSame = pairs.some(([left, right]) => plain(left) === plain(right));
      return pairs.length === 0
        ? null
        : either(isSame, 'it is the same but for its spelling', 'its 16 bytes are others');
    },
  },
];
