/**
 * Gives back the graphics of a canvas that nobody sees any more. A browser has few of them (Chromium 16 a process), and
 * takes the longest unused away where more are asked for: that of the film, while it stands.
 */
export function giveBackGraphics(canvas: HTMLCanvasElement): void {
  canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
}
