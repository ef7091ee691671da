/** The whole window is the film's, as large as it fits; its button is seen where a pointer is, or while it stands. */
export const STYLE = `
body { margin: 0; background: #000; color: #fff; font: 16px/1.4 system-ui, sans-serif; }
main { position: fixed; inset: 0; }
canvas, img { width: 100%; height: 100%; object-fit: contain; }
canvas:not([hidden]), img:not([hidden]) { display: block; }
button { position: absolute; left: 16px; bottom: 16px; min-width: 88px; padding: 12px 16px; border: 0; border-radius: 8px; background: #000c; color: #fff; font: inherit; opacity: 0; }
main:hover button, button:focus-visible, main.paused button { opacity: 1; }
button:focus-visible { outline: 3px solid #fff; }
p { position: absolute; left: 0; right: 0; bottom: 0; margin: 0; padding: 12px 16px; background: #000c; text-align: center; }
p:empty { display: none; }
@media (prefers-reduced-motion: no-preference) { button { transition: opacity 0.2s; } }
`;

/** Where no script runs, the first picture is seen as it is. */
export const NO_SCRIPTS_STYLE = 'img:first-of-type { display: block !important; }';
