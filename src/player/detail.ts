/** How much of a frame is drawn. */
export interface Detail {
  /** Pixels of the canvas along each side of one that is drawn. */
  readonly coarseness: number;
  /** Of the exposures of a pixel each nth. */
  readonly nth: number;
}
