/** What went wrong, for programs. People read the message. */
export type ErrorCode =
  | 'usage' // the command line or a spec asks for something that doesn't exist
  | 'input-unreadable' // the picture's file is missing, a folder, or may not be read
  | 'picture-undecodable' // the bytes are not a whole picture in a format we read
  | 'picture-too-large' // above the texture limit of this renderer
  | 'file-undecodable' // what an effect reads is not the picture, map or table that it needs
  | 'temporary-unwritable' // the folder for temporary files is missing, full or read-only
  | 'limit-too-low' // fewer files may be open at once than a browser opens
  | 'output-unwritable'
  | 'output-exists'
  | 'resume-refused' // what is kept of a film is another job's
  | 'rows-refused' // rows of a list of films that none can be made of; a line each
  | 'films-failed' // of a list; a line each
  | 'merge-refused' // shards that are not one film
  | 'codec-unsupported' // this browser has no such encoder, or it refuses this size
  | 'frame-too-large' // outside the codec's own limits
  | 'encoding-failed'
  | 'decoding-failed' // of a film, to compare it with what was drawn
  | 'verification-failed' // what was written isn't what was drawn
  | 'film-unreadable' // not a film as we write it, or not whole
  | 'graphics-unavailable' // no WebGL2, or not the backend asked for
  | 'graphics-lost'
  | 'font-unavailable' // the title's font didn't come
  | 'shader-failed' // GLSL that this machine's graphics don't compile
  | 'effect-too-slow' // a shader of the user's that would keep the graphics busy for seconds a frame
  | 'shader-unsupported' // GLSL that needs what a film's frames can't have: those before them, sound, files
  | 'page-missing' // the built pages are not where the program is
  | 'port-unavailable' // another program has it, or it may not be used
  | 'browser-not-found'
  | 'browser-failed' // did not start, crashed
  | 'deadline-exceeded'
  | 'cancelled'
  | 'internal'; // a bug of ours

/** An error that says what was got, what was expected and what to do; it is shown without a stack. */
export class StillmotionError extends Error {
  override readonly name = 'StillmotionError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What an error says, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
