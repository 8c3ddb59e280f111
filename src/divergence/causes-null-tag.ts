import { type DpaRange, rangeText } from '../device/extents.js';
import { recordText } from '../trace/record-place.js';
import { type Cause, type Evidence, either, fits, isNot } from './cause.js';
import { dcRecords } from './event-answer.js';
import { listedExtents } from './extent-list-answer.js';
import { type Exchange, tagOf } from './ledger.js';

/** Where a tag is missing, and what was asked there. */
interface Loss {
  readonly where: 'add-event' | 'release-event' | 'list';
  readonly exchange: Exchange;
  readonly extent: DpaRange;
}

function lossAt({ path, played }: Evidence): Loss | null {
  const index = Number(/\[(\d+)\]/.exec(path)?.[1]);
  const { ledger } = played;
  const record = path.startsWith('response.records') ? dcRecords(played)[index] : undefined;
  if (record !== undefined) {
    const { extent } = record;
    const isAdd = record.type === 'add-capacity';
    const exchange = isAdd
      ? ledger.touching('offer', extent)
      : (ledger.touching('release', extent) ?? ledger.askedByTag());
    return exchange === undefined ? null : { where: isAdd ? 'add-event' : 'release-event', exchange, extent };
  }
  const extent = path.startsWith('response.extents') ? listedExtents(played)[index] : undefined;
  const exchange = extent === undefined ? undefined : ledger.holding('offer', extent);
  return extent === undefined || exchange === undefined ? null : { where: 'list', exchange, extent };
}

/** Whether the device took the tag with the offer: what waited for the answer had it. */
const wasKept = ({ group }: Exchange): boolean => group?.some(({ tag }) => tag !== null) ?? false;

const isWhole = ({ exchange, extent }: Loss): boolean =>
  exchange.extents.some(({ lengthBytes }) => lengthBytes === extent.lengthBytes);

const UUID = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

const cause = (text: string, of: (loss: Loss) => ReturnType<Cause['weigh']>): Cause => ({
  text,
  weigh(evidence) {
    const loss = lossAt(evidence);
    return loss === null ? null : of(loss);
  },
});

/** Where the tag was lost is told by what shows it last: the offer, its event, the list. */
export const nullTagCauses: readonly Cause[] = [
  cause(
    'the device takes the tag and does not put it into the event (QEMU up to 10.2 ignores the tag of QMP)',
    (loss) => {
      if (loss.where === 'add-event') return fits('its event has none: it was lost before the host was told');
      if (loss.where === 'list')
        return either(
          !wasKept(loss.exchange),
          'it waited for the answer without one',
          'it waited for the answer with its tag',
        );
      return loss.exchange.byTag === null ? fits('the request names extents and a tag, and its event has none') : null;
    },
  ),
  cause('the device appends accepted extents to its list without the tag that was offered', (loss) => {
    if (loss.where === 'add-event') return isNot('it was lost before the host answered');
    if (loss.where === 'release-event') return isNot('it is an event that has none, not the list');
    const { answered } = loss.exchange;
    const when = answered === null ? 'the answer' : `the answer in ${recordText(answered)}`;
    return wasKept(loss.exchange) && isWhole(loss) ? fits(`it had its tag until ${when}`) : null;
  }),
  cause('a tag-based release copies address and length into the event and not the tag', ({ where, exchange }) => {
    if (where !== 'release-event') return isNot('it shows in no release event');
    const request = recordText(exchange);
    return either(exchange.byTag !== null, `${request} releases by tag`, `${request} names the extents`);
  }),
  cause('pieces that a partial release leaves lose the tag of the whole', (loss) => {
    if (loss.where !== 'list') return isNot('it is an event, not a piece in the list');
    const [offered] = loss.exchange.extents;
    const what = offered === undefined ? 'what was offered' : rangeText(offered);
    return either(!isWhole(loss), `it is a piece of ${what}`, 'the extent is as long as it was offered');
  }),
  cause('the tag is not a UUID, and the device took it without saying so', ({ exchange, extent }) => {
    const tag = tagOf(exchange, extent);
    return tag === null ? null : either(!UUID.test(tag), `"${tag}" is none`, 'it is a UUID');
  }),
];
