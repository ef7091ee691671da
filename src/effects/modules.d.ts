interface ImportMeta {
  /** Vite's: files whose names fit, as text. */
  glob(
    pattern: string,
    options: { readonly query: '?raw'; readonly import: 'default'; readonly eager: true },
  ): Record<string, string>;
}
