import { beginning, type Candidate, namesOf, valuesOfOption } from './values.ts';

/** An option, as the argument parser has it. */
export interface KnownOption {
  readonly long?: string | undefined;
  readonly short?: string | undefined;
  readonly description: string;
  /** True where a value follows. */
  readonly required: boolean;
  readonly argChoices?: readonly string[] | undefined;
}

/** A command, with all options that its help shows. */
export interface KnownCommand {
  readonly name: string;
  readonly about: string;
  readonly options: readonly KnownOption[];
  /** Of its first argument, where it takes one of some. */
  readonly choices?: readonly string[] | undefined;
}

/** Options that go on with what was given before. */
const AGAIN = new Set(['--motion', '--effect', '--transition']);

/**
 * What the last of the words that are typed may become. None: a file, or whatever the shell thinks of.
 *
 * @param words behind the program's name; the last one is unfinished, and may be empty
 */
export function complete(commands: readonly KnownCommand[], words: readonly string[]): Candidate[] {
  const typed = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const [first] = before;
  if (first === undefined)
    return beginning(
      commands.map(({ name, about }) => ({ word: name, about })),
      typed,
    );
  if (first === 'help')
    return before.length === 1 ? beginning(namesOfCommands(commands), typed) : [];
  const command = commands.find(({ name }) => name === first);
  if (command === undefined || before.includes('--')) return [];
  const asked = command.options.find((each) => isCalled(each, before.at(-1) ?? ''));
  if (asked?.required === true) return valuesOf(asked, typed);
  const [, long, value] = /^(--[\w-]+)=(.*)$/s.exec(typed) ?? [];
  if (long !== undefined && value !== undefined) {
    const option = command.options.find((each) => each.long === long && each.required);
    if (option === undefined) return [];
    return valuesOf(option, value).map((each) => ({ ...each, word: `${long}=${each.word}` }));
  }
  if (typed.startsWith('-')) return beginning(optionsLeft(command, before), typed);
  return argumentsOf(command, before, typed);
}

function namesOfCommands(commands: readonly KnownCommand[]): Candidate[] {
  return commands.map(({ name, about }) => ({ word: name, about }));
}

function isCalled({ long, short }: KnownOption, word: string): boolean {
  return word !== '' && (word === long || word === short);
}

function valuesOf({ long = '', argChoices }: KnownOption, typed: string): Candidate[] {
  const own = valuesOfOption(long.slice(2), typed);
  if (own.length > 0 || argChoices === undefined) return own;
  return beginning(
    argChoices.map((word) => ({ word })),
    typed,
  );
}

function optionsLeft({ options }: KnownCommand, before: readonly string[]): Candidate[] {
  const given = before.map((word) => word.split('=', 1)[0] ?? '');
  return options
    .filter((each) => AGAIN.has(each.long ?? '') || !given.some((word) => isCalled(each, word)))
    .flatMap(({ long, description }) => (long ? [{ word: long, about: description }] : []));
}

/** What a command takes by name instead of a file. */
function argumentsOf(
  { name, choices }: KnownCommand,
  before: readonly string[],
  typed: string,
): Candidate[] {
  if (before.length > 1) return [];
  if (name === 'motions' || name === 'effects') return namesOf(name, typed);
  return beginning(
    (choices ?? []).map((word) => ({ word })),
    typed,
  );
}
