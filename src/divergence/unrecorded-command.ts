import type { DivergenceKind } from './divergence.js';
import { eachRecord } from './watch.js';

export const unrecordedCommand: DivergenceKind = {
  code: 'unrecorded-command',
  title: 'The answer shows a command that the trace does not record',
  fires:
    'A trace shows only what the operator did, or only what the host did, and an answer is as recorded only after commands of the other side: they are named.',
  explanation:
    'A QMP transcript does not show what the host answers, and a register trace not what an operator asks for. What they must have sent for the device to answer so was played before the record; the replay goes on from there. Several commands may explain the same answer: of those that do, the one is named that leaves most open.',
  causes: [
    'the log of the other side is not at hand, or was not merged',
    'the log was begun after the command, or lines of it are lost',
  ],
  lookAt: [
    'the log of the other side: replay --merge takes several files of one incident',
    'whether the command that is named is plausible: a host that had accepted an offer, an operator who had made one',
    'replay --host linux, which plays a Linux host where nobody recorded one',
  ],
  spec: [],
  reports: [],
  watch: eachRecord('note', { explained: true }, ({ event, explained }) =>
    explained === undefined
      ? null
      : {
          event,
          basis: 'replay',
          message: `the answer is explained by an unrecorded ${explained.says}`,
        },
  ),
};
