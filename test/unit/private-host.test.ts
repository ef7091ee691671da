import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPrivateHost } from '../../src/page/open/private-host.ts';

/** As an address of the web is read: whatever it was typed as. */
const isPrivate = (host: string) => isPrivateHost(new URL(`http://${host}/`).hostname);

/** Another reader of the same networks: Node's own. */
const ipv4 = new BlockList();
for (const network of [
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24',
  '192.0.2.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4',
].flatMap((line) => line.split(' '))) {
  const [address = '', bits] = network.split('/');
  ipv4.addSubnet(address, Number(bits), 'ipv4');
}
const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');
const special = new BlockList();
special.addSubnet('2001::', 23, 'ipv6');
special.addSubnet('2001:db8::', 32, 'ipv6');
special.addSubnet('2002::', 16, 'ipv6');
special.addSubnet('3fff::', 20, 'ipv6');

const byte = fc.integer({ min: 0, max: 255 });
const bytes = fc.tuple(byte, byte, byte, byte);
/** Near the networks' edges, where a mistake would be. */
const near = fc
  .tuple(
    fc.constantFrom(0, 9, 10, 11, 99, 100, 101, 126, 127, 128, 168, 169, 172, 192, 198, 203, 224),
    fc.constantFrom(0, 15, 16, 17, 18, 19, 20, 31, 32, 51, 63, 64, 127, 128, 168, 253, 254, 255),
    fc.constantFrom(0, 1, 2, 100, 113, 255),
    byte,
  )
  .map(([a, b, c, d]): [number, number, number, number] => [a, b, c, d]);

describe('a private host is known', () => {
  it.each([
    'localhost',
    'LOCALHOST.',
    'page.localhost',
    'printer.local',
    'router',
    'router.',
    'nas.home.arpa',
    'vault.internal',
    'wiki.corp',
    'fritz.box.lan',
    '127.0.0.1',
    '127.1',
    '0',
    '2130706433',
    '0x7f.1',
    '0x7f000001',
    '0177.0.0.01',
    '017700000001',
    '127.0.0.1.',
    '１２７.０.０.１',
    '%31%32%37.0.0.1',
    '127。0。0。1',
    '169.254.169.254',
    '255.255.255.255',
    '[::]',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[fe80::1]',
    '[febf:ffff::1]',
    '[fc00::1]',
    '[fdff::1]',
    '[ff02::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::10.0.0.1]',
    '[64:ff9b:1::1]',
    '[2002:c0a8:101::1]',
    '[2001:0:53aa::1]',
    '[2001:db8::1]',
  ])('%s', (host) => {
    expect(isPrivate(host)).toBe(true);
  });

  it.each([
    'example.org',
    'a.b.example.co.uk',
    'localhost.example.org',
    '10.0.0.1.example.org',
    'bücher.example',
    'local.net',
    '8.8.8.8',
    '11.0.0.1',
    '100.128.0.1',
    '172.32.0.1',
    '192.169.0.1',
    '223.255.255.255',
    '134744072',
    '[2606:4700::1111]',
    '[::ffff:8.8.8.8]',
    '[64:ff9b::8.8.8.8]',
    '[2002:808:808::1]',
  ])('but not %s', (host) => {
    expect(isPrivate(host)).toBe(false);
  });

  it('in IPv4, however it is written', () => {
    const spelt = ([a, b, c, d]: readonly number[] = []) => {
      const [w = 0, x = 0, y = 0, z = 0] = [a, b, c, d];
      const whole = ((w * 256 + x) * 256 + y) * 256 + z;
      return [
        `${w}.${x}.${y}.${z}`,
        `${whole}`,
        `0x${whole.toString(16)}`,
        `0${whole.toString(8)}`,
        `0x${w.toString(16)}.0${x.toString(8)}.${y * 256 + z}`,
        `${w}.${(x * 256 + y) * 256 + z}`,
        `[::ffff:${w}.${x}.${y}.${z}]`,
        `[64:ff9b::${w}.${x}.${y}.${z}]`,
      ];
    };
    fc.assert(
      fc.property(fc.oneof(bytes, near), (address) => {
        const wanted = ipv4.check(address.join('.'), 'ipv4');
        expect(spelt(address).filter((host) => isPrivate(host) !== wanted)).toEqual([]);
      }),
      { seed: 7, numRuns: 3000 },
    );
  });

  it('in IPv6, by what can be reached from everywhere', () => {
    const group = fc.oneof(
      fc.integer({ min: 0, max: 0xffff }),
      fc.constantFrom(0, 1, 0xdb8, 0x1ff, 0x200, 0x2000, 0x2001, 0x2002, 0x3fff, 0x4000, 0xfe80),
    );
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        const [first] = groups;
        fc.pre(first !== 0x2002 && first !== 0 && first !== 0x64);
        const address = groups.map((each) => each.toString(16)).join(':');
        const wanted = !global.check(address, 'ipv6') || special.check(address, 'ipv6');
        expect([address, isPrivate(`[${address}]`)]).toEqual([address, wanted]);
      }),
      { seed: 7, numRuns: 3000 },
    );
  });

  it('for any text that is a host at all', () => {
    const hosts = fc
      .string({ unit: 'grapheme', maxLength: 40 })
      .filter((host) => URL.canParse(`http://${host}/`));
    const known = fc.property(hosts, (host) => typeof isPrivate(host) === 'boolean');
    expect(fc.check(known, { seed: 7, numRuns: 1000 }).failed).toBe(false);
  });
});
