/** The element of the page with this id. */
export function byId<T extends Element>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`the page has no ${kind.name} called ${id}`);
}

type Tag = keyof HTMLElementTagNameMap;
/** Of attributes only those are set that are texts. */
type Properties = Readonly<Record<string, unknown>>;
type Child = Node | string;

/** Makes an element; `aria-…` and the like are attributes, all else properties. */
export function create<T extends Tag>(
  tag: T,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[T] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes('-') || name === 'role' || name === 'for') {
      if (typeof value === 'string') element.setAttribute(name, value);
    } else Object.assign(element, { [name]: value });
  }
  element.append(...children);
  return element;
}

/** A term and what it comes to, for a `dl`. */
export function fact(term: string, ...value: readonly Child[]): HTMLElement {
  return create('div', {}, create('dt', {}, term), create('dd', {}, ...value));
}
