import type { CapacityFact } from './guest-facts-capacity.js';
import type { EventLogFact, MailboxFact } from './guest-facts-mailbox.js';
import type { PlatformFact } from './guest-facts-platform.js';
import type { ToolFact } from './guest-facts-tools.js';
import type { TracepointFact } from './tracepoint-facts.js';

/**
 * What one line of a guest says: its driver's messages, its trace events and what its tools print. Plain data that JSON
 * can hold; addresses and lengths are bigint, bytes are hex text, UUIDs and tags lower-case text.
 */
export type GuestFact = MailboxFact | EventLogFact | CapacityFact | PlatformFact | TracepointFact | ToolFact;
