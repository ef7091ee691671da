const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a server until a signal stops it.
 *
 * @param start gives what stops it, which is called again for a second signal
 */
export async function endsWell(
  help: string,
  start: () => Promise<(again: boolean) => Promise<void>>,
): Promise<void> {
  if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
    process.stdout.write(`${help}\n`);
    return;
  }
  try {
    const stop = await start();
    await new Promise<void>((resolve, reject) => {
      let again = false;
      for (const name of SIGNALS)
        process.on(name, () => {
          stop(again).then(resolve, reject);
          again = true;
        });
    });
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
