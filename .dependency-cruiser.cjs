/**
 * The import table of ARCHITECTURE.md as rules. Types count: an import that TypeScript erases is still a dependency of
 * the people who read the code. Every message says what to do instead.
 */

const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/** Folder → folders it may import, besides its own. */
const TABLE = {
  base: [],
  layout: ['base'],
  protocol: ['layout', 'base'],
  mailbox: ['protocol', 'layout', 'base'],
  qmp: ['protocol', 'layout', 'base'],
  trace: ['mailbox', 'qmp', 'protocol', 'layout', 'base'],
  yaml: ['trace', 'mailbox', 'qmp', 'protocol', 'layout', 'base'],
  schema: ['yaml', 'trace', 'mailbox', 'qmp', 'protocol', 'layout', 'base'],
  readers: ['trace', 'mailbox', 'qmp', 'protocol', 'layout', 'base'],
  'readers-wire': ['readers', 'trace', 'mailbox', 'qmp', 'protocol', 'layout', 'base'],
  'readers-qemu': ['readers-wire', 'readers', 'trace', 'mailbox', 'qmp', 'protocol', 'layout', 'base'],
  'readers-qmp': ['readers', 'trace', 'mailbox', 'qmp', 'protocol', 'layout', 'base'],
  'readers-guest': ['readers-qmp', 'readers', 'trace', 'mailbox', 'qmp', 'protocol', 'layout', 'base'],
  'readers-ndjson': ['readers-guest', 'readers', 'trace', 'mailbox', 'qmp', 'protocol', 'layout', 'base'],
  formats: [
    ...['readers-ndjson', 'readers-guest', 'readers-qmp', 'readers-qemu', 'readers-wire', 'readers', 'yaml', 'trace'],
    ...['mailbox', 'qmp', 'protocol', 'layout', 'base'],
  ],
  writers: ['yaml', 'trace', 'mailbox', 'qmp', 'protocol', 'layout', 'base'],
  merge: ['trace', 'mailbox', 'qmp', 'protocol', 'layout', 'base'],
  query: ['trace', 'mailbox', 'qmp', 'protocol', 'layout', 'base'],
  host: ['trace', 'mailbox', 'qmp', 'protocol', 'layout', 'base'],
  device: ['protocol', 'layout', 'base'],
  unrecorded: ['host', 'device', 'trace', 'mailbox', 'qmp', 'protocol', 'layout', 'base'],
  unseen: ['device', 'trace', 'mailbox', 'qmp', 'protocol', 'layout', 'base'],
  handlers: ['device', 'mailbox', 'qmp', 'protocol', 'layout', 'base'],
  profiles: ['handlers', 'device', 'base'],
  replay: [
    ...['profiles', 'unseen', 'unrecorded', 'host', 'device', 'trace', 'mailbox', 'qmp', 'protocol', 'layout', 'base'],
  ],
  infer: ['replay', 'device', 'trace', 'mailbox', 'qmp', 'protocol', 'layout', 'base'],
  divergence: ['replay', 'device', 'trace', 'mailbox', 'qmp', 'protocol', 'layout', 'base'],
  expect: ['yaml', 'divergence', 'replay', 'device', 'trace', 'mailbox', 'qmp', 'protocol', 'layout', 'base'],
  report: [
    ...['expect', 'schema', 'yaml', 'divergence', 'replay', 'query', 'device', 'trace'],
    ...['mailbox', 'qmp', 'protocol', 'layout', 'base'],
  ],
  tui: [
    ...['report', 'expect', 'divergence', 'replay', 'query', 'device', 'trace'],
    ...['mailbox', 'qmp', 'protocol', 'layout', 'base'],
  ],
};

/** Folders whose files are each one thing, side by side: nothing else lies in them but the index that knows them all. */
const SIBLINGS_ALONE = ['mailbox', 'handlers', 'formats'];

/**
 * Folders that hold, beside such things, the words in which these are written and what goes through the index. A thing is
 * what the index imports as a value; the words are the rest.
 */
const SIBLINGS_WITH_WORDS = ['qmp', 'divergence'];

/** A pattern of the paths of a folder's things. */
function thingsOf(folder) {
  if (SIBLINGS_ALONE.includes(folder)) return `^src/${folder}/(?!index\\.ts$)`;
  const index = readFileSync(join(__dirname, 'src', folder, 'index.ts'), 'utf8');
  const names = [...index.matchAll(/^import (?!type\b)[^;]*? from '\.\/([^']+)\.js';$/gm)].map(([, name]) => name);
  return `^src/${folder}/(${names.join('|')})\\.ts$`;
}

/** Modules that few may import: pattern of the module → pattern of the importers, and where the work belongs. */
const RESERVED = [
  {
    name: 'files-processes-sockets-only-in-cli',
    module: '^(node:)?(fs|fs/promises|child_process|net|worker_threads|http|https|tls|dgram)$',
    importers: '^src/cli/',
    comment: 'Take bytes or text as an argument and let cli/ read, write or connect.',
  },
  {
    name: 'ink-and-react-only-in-tui',
    module: 'node_modules/(@types/)?(ink|react|react-[^/]+|@inkjs)/',
    importers: '^src/tui/',
    comment: 'Drawing belongs to tui/; put what is computed into a model that tui/ reads.',
  },
  {
    name: 'binary-parser-only-in-layout',
    module: 'node_modules/binary-parser/',
    importers: '^src/layout/',
    comment: 'Declare the layout with the fields of layout/; add a field there where one is missing.',
  },
  {
    name: 'zod-only-in-schemas-and-cli',
    module: 'node_modules/zod/',
    importers: '^src/(cli/|(schema|report)/[a-z-]*schema[a-z-]*\\.ts$)',
    comment:
      'zod is for YAML and options: check by hand elsewhere, or put the schema into schema/trace-schema.ts or a schema-… file beside it.',
  },
];

const folderRules = Object.entries(TABLE).map(([folder, allowed]) => ({
  name: `${folder}-imports-only-what-lies-below-it`,
  comment: `${folder}/ may import ${allowed.join(', ') || 'nothing'}. Move what is shared down, or pass it in as an argument.`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
}));

const siblingRules = [...SIBLINGS_ALONE, ...SIBLINGS_WITH_WORDS].map((folder) => ({
  name: `${folder}-files-do-not-know-each-other`,
  comment: `Only ${folder}/index.ts imports what it lists. Move what two of them share down: to protocol/, device/ or trace/.`,
  severity: 'error',
  from: { path: `^src/${folder}/`, pathNot: `^src/${folder}/index\\.ts$` },
  to: { path: thingsOf(folder) },
}));

const reservedRules = RESERVED.map(({ name, module, importers, comment }) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^src/', pathNot: importers },
  to: { path: module },
}));

module.exports = {
  forbidden: [
    ...folderRules,
    ...siblingRules,
    ...reservedRules,
    {
      name: 'every-folder-has-a-row-in-the-table',
      comment: 'Add the new folder to the table in this file and in ARCHITECTURE.md.',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/(cli|${Object.keys(TABLE).join('|')})/` },
      to: {},
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other share a third thing: move it into a file of its own below both.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved-imports',
      comment: 'The module does not exist, or it is not installed: correct the path, or add it to package.json.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-development-dependencies-in-src',
      comment: 'src/ ships: move the package to "dependencies", or the code to test/ or scripts/.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    reporterOptions: { text: { highlightFocused: true } },
  },
};
