import { messageOf, StillmotionError } from '../errors.ts';
import { type Parameter, readValue, type Values, writeValue } from './parameter.ts';

// What has a name and parameters, as it is typed: `zoom:to=1.4,ease=in-out`, several joined by ` + `.

/** Between those that follow one another. */
const AND = /\s+\+\s+/;
/** Between the parameters of one; not between the numbers of `cubic-bezier(…)`. */
const COMMA = /,(?![^()]*\))/;

/** `name:key=value,key=value`, not yet read as values. */
export interface NamedText {
  readonly name: string;
  readonly list: string;
}

/** Splits `a:x=1 + b` into its parts. A drive (`C:\…`) is no name. */
export function splitNamed(text: string): NamedText[] {
  return text.split(AND).map((each) => {
    const [, name = '', list = ''] =
      /^((?:[A-Za-z]:(?=[\\/]))?[^:]*)(?::(.*))?$/s.exec(each.trim()) ?? [];
    return { name: name.trim(), list };
  });
}

export function joinNamed(texts: readonly string[]): string {
  return texts.join(' + ');
}

/**
 * Reads `key=value,key=value`. What is unknown is left as it is, to be refused by name with all that a spec
 * gets wrong.
 *
 * @throws StillmotionError `usage`
 */
export function readNamed({ name, list }: NamedText, parameters: readonly Parameter[]): Values {
  const values: Record<string, unknown> = {};
  for (const item of list.split(COMMA).filter((each) => each.trim() !== '')) {
    const [key = '', value] = item.split(/=(.*)/s).map((part) => part.trim());
    if (value === undefined) {
      throw new StillmotionError(
        'usage',
        `expected key=value after "${name}:", got "${item.trim()}"`,
      );
    }
    const parameter = parameters.find((each) => each.name === key);
    try {
      values[key] = parameter === undefined ? value : readValue(parameter, value);
    } catch (error) {
      throw new StillmotionError('usage', `"${key}" of ${name}: ${messageOf(error)}`);
    }
  }
  return values;
}

/** The reverse; what has its default is left out. */
export function writeNamed(name: string, parameters: readonly Parameter[], values: Values): string {
  const list = parameters
    .filter(
      ({ name: key, default: preset }) =>
        values[key] !== undefined && JSON.stringify(values[key]) !== JSON.stringify(preset),
    )
    .map((parameter) => `${parameter.name}=${writeValue(parameter, values[parameter.name])}`);
  return list.length === 0 ? name : `${name}:${list.join(',')}`;
}
