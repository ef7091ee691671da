import type { App } from './app.ts';

/** Puts a text in the place of what stands in the code. */
export async function writeCode({ page }: App, text: string): Promise<void> {
  await page.$eval(
    '#code',
    (field, value) => {
      (field as HTMLTextAreaElement).value = value;
      field.dispatchEvent(new Event('input'));
    },
    text,
  );
}
