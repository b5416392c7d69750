/** Numbers from 0 to below 1 by a linear congruence modulo 2^32 (Knuth, Lewis): all of it is exact in a double. */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
