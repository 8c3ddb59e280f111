// The floor under any reader of recordings: split the file named on the command line into lines, JSON.parse each.

import { closeSync, openSync, readSync } from 'node:fs';

const NEWLINE = 10;
const buffer = Buffer.allocUnsafe(1 << 20);
const file = openSync(process.argv[2], 'r');
let carry = Buffer.alloc(0);
let records = 0;

for (let length = readSync(file, buffer); length > 0; length = readSync(file, buffer)) {
  const bytes = carry.length === 0 ? buffer.subarray(0, length) : Buffer.concat([carry, buffer.subarray(0, length)]);
  let start = 0;
  for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
    parse(bytes.utf8Slice(start, end));
    start = end + 1;
  }
  carry = Buffer.from(bytes.subarray(start));
}
if (carry.length > 0) parse(carry.toString());
closeSync(file);
console.log(records);

function parse(line) {
  if (JSON.parse(line).kind !== undefined) records++;
}
