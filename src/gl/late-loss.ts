/** The longest that graphics are lost before a page hears of it, ms. */
const LOSS_IS_TOLD = 500;

/**
 * What has failed because its graphics were lost, said so: their frames are blank a moment before anybody is told.
 *
 * @param assertAlive of the context, from before the work began
 * @throws what the work throws; `graphics-lost` in its place where that is told then
 */
export async function orLost<T>(assertAlive: () => void, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await new Promise((resolve) => setTimeout(resolve, LOSS_IS_TOLD));
    assertAlive();
    throw error;
  }
}
