import { alerts } from './alerts.js';
import { acceptedOffer, answeredOffer } from './answered-offer.js';
import { asked } from './asked.js';
import { backends } from './backends.js';
import { background } from './background.js';
import { availableAccepted, availablePending, phantomExtents } from './counted-extents.js';
import { eventRecords } from './event-records.js';
import { eventStatus } from './event-status.js';
import { extentList } from './extent-list.js';
import { extentTags } from './extent-tags.js';
import { fabricManagerOffer } from './fabric-manager.js';
import { features, featureTransfer } from './features.js';
import { firmware, firmwareTransfer } from './firmware.js';
import { interrupts } from './interrupts.js';
import { labels } from './labels.js';
import { latestBackend } from './latest-backend.js';
import { mappedBackends } from './mapped-backends.js';
import { media } from './media.js';
import { messageLimit } from './message-limit.js';
import { noted } from './noted.js';
import { operatorAccepted, operatorPending } from './operator-extents.js';
import { poisonList, scanResults } from './poison.js';
import { registers } from './registers.js';
import { releasedExtents } from './released-extents.js';
import { sanitizeEnded } from './sanitize.js';
import type { Teller } from './teller.js';
import { timestamp } from './timestamp.js';
import { fixedWindow } from './window.js';

/** What first answers tell, in the order in which it is asked. Add one: a file beside this one, a line here. */
export const tellers: readonly Teller[] = [
  extentList,
  extentTags,
  availableAccepted,
  availablePending,
  phantomExtents,
  mappedBackends,
  answeredOffer,
  acceptedOffer,
  releasedExtents,
  operatorAccepted,
  operatorPending,
  ...fabricManagerOffer,
  ...eventRecords,
  eventStatus,
  timestamp,
  noted,
  interrupts,
  firmware,
  firmwareTransfer,
  featureTransfer,
  features,
  labels,
  alerts,
  poisonList,
  scanResults,
  messageLimit,
  backends,
  latestBackend,
  fixedWindow,
  background,
  media,
  sanitizeEnded,
  ...registers,
  asked,
];
