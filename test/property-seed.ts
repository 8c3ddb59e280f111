import fc from 'fast-check';

const asked = process.env.LAW_SEED ?? '20241008';

/**
 * One seed for all property tests, the same in every run, so that a change alone decides whether it passes. `LAW_SEED`
 * looks elsewhere: a number tries other values and repeats what failed with it, `random` takes the time.
 */
export const seed = asked === 'random' ? Date.now() % 2 ** 31 : Number(asked);

fc.configureGlobal({ seed });
