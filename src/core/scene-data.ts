/** All that the frames of a film are drawn from: the bytes of its first chunk, as JSON. */
export interface SceneData {
  /** Encoded, in the order in which they are shown. */
  readonly pictures: readonly {
    /** A MIME type. */
    readonly type: string;
    /** Base64. */
    readonly data: string;
  }[];
  /** For the player; nothing that a container knows. */
  readonly film: object;
  /** The script that draws frames of it. */
  readonly player: string;
}
