/** By the global timer, which a simulation of time replaces, as it does for kafkajs. */
export async function pause(ms: number): Promise<void> {
  await new Promise<void>(resolve => setTimeout(resolve, ms));
}
