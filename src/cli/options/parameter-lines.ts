import { describeValues, type Parameter, writeValue } from '../../core/values/parameter.ts';

/** A line a parameter: what it is, what it takes, what holds without it. */
export function parameterLines(parameters: readonly Parameter[]): string[] {
  const width = Math.max(...parameters.map(({ name }) => name.length));
  return parameters.map((parameter) => {
    const { name, summary, default: preset } = parameter;
    const without = preset === undefined ? '' : `; default: ${writeValue(parameter, preset)}`;
    return `  ${name.padEnd(width)}  ${summary} (${describeValues(parameter).replaceAll('`', '')}${without})`;
  });
}
