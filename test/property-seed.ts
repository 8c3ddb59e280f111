import fc from 'fast-check';

/**
 * Property tests draw the same values in every run, so that a change alone decides whether it passes. `PROPERTY_SEED`
 * looks elsewhere: a number repeats a run, `random` draws one, which a failure prints.
 */
const asked = process.env.PROPERTY_SEED ?? '20241008';

if (asked !== 'random') fc.configureGlobal({ seed: Number(asked) });
