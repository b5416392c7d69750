/** What the user can put right: shown as it is, without where in the code it was found. */
export class Refusal extends Error {}
