interface ImportMeta {
  /** Vite's: files whose names fit, as text. */
  glob(
    pattern: string,
    options: {
      readonly query: '?raw' | '?raw&whole';
      readonly import: 'default';
      readonly eager: true;
    },
  ): Record<string, string>;
}
