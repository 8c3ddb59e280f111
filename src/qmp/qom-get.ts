import { defineQmpCommand } from './command.js';
import { object, required, str } from './schema.js';

export const qomGet = {
  ...defineQmpCommand(
    'qom-get',
    'Read a property of an object',
    object({ path: required(str), property: required(str) }),
  ),
  returns: "the property's value",
};
