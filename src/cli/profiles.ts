import { printJson } from '../base/json-print.js';
import { BEHAVIOURS } from '../device/behaviours.js';
import type { Profile } from '../device/profile.js';
import { profiles } from '../profiles/index.js';
import { opcodeText } from '../protocol/opcode.js';
import { profilesText, profileText } from '../report/profiles-text.js';
import { profileFault } from './choose-profile.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import { type ColorChoice, textOptions } from './terminal.js';

export interface ProfilesOptions {
  readonly json?: boolean;
  readonly color: ColorChoice;
}

/** `cxltrace profiles [NAME]`: the modelled devices and how they differ, or all about one of them. */
export function listProfiles(name: string | undefined, options: ProfilesOptions, io: Io): ExitCode {
  const fault = name === undefined ? null : profileFault(name);
  if (fault !== null) {
    io.err(`error: ${fault}\n`);
    return EXIT.unusable;
  }
  const all = [...profiles.values()].filter((profile) => name === undefined || profile.name === name);
  const look = textOptions(options, io);
  if (options.json) io.out(`${printJson({ profiles: all.map(profileJson), behaviours: BEHAVIOURS }, 2)}\n`);
  else io.out(`${name === undefined ? profilesText(all, look) : all.map((one) => profileText(one, look)).join('')}\n`);
  return EXIT.clean;
}

const profileJson = ({ name, title, evidence, source, constants, behaviours, commands, qmp }: Profile) => ({
  name,
  title,
  evidence,
  source,
  constants,
  behaviours,
  commands: Object.fromEntries(
    Object.entries(commands).map(([cci, table]) => [
      cci,
      [...table.keys()].sort((left, right) => left - right).map(opcodeText),
    ]),
  ),
  qmp: [...qmp.keys()],
});
