/** What takes a value; several may take the same one, as a slider and a field do. */
export interface Input {
  readonly element: HTMLElement;
  /** What has the focus and is switched off; left out: the element. */
  readonly control?: HTMLInputElement | HTMLSelectElement;
  readonly show: (set: string | undefined, resolved: string | undefined) => void;
  /** Of a number: changes it by so many of its steps. */
  readonly stepBy?: (steps: number) => void;
}
