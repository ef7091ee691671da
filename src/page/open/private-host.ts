// Which hosts belong to a machine or a network of somebody's own, as far as their name tells. What a name
// resolves to no page can see.

/** IANA's registry of special IPv4 addresses, those that are not reached from everywhere, and multicast. */
const PRIVATE_IPV4: readonly [network: string, bits: number][] = [
  ['0.0.0.0', 8], // this host, RFC 1122
  ['10.0.0.0', 8], // private, RFC 1918
  ['100.64.0.0', 10], // behind a provider's NAT, RFC 6598
  ['127.0.0.0', 8], // loopback
  ['169.254.0.0', 16], // link-local, also a cloud's metadata
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocols' own
  ['192.0.2.0', 24], // documentation
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, and broadcast
];

/** Ends of names that no public name server answers: RFC 6761, 6762 with its appendix G, 8375. */
const PRIVATE_ENDS =
  'localhost localdomain local internal intranet private corp home lan home.arpa'.split(' ');

/** @param hostname as `URL` gives it: lower case, IPv4 in four decimal numbers, IPv6 in brackets */
export function isPrivateHost(hostname: string): boolean {
  if (hostname.startsWith('[')) return !isPublicIPv6(readIPv6(hostname.slice(1, -1)));
  if (/^\d+(\.\d+){3}$/.test(hostname)) return isPrivateIPv4(readIPv4(hostname));
  const name = hostname.replace(/\.+$/, '');
  return !name.includes('.') || PRIVATE_ENDS.some((end) => name.endsWith(`.${end}`));
}

function isPrivateIPv4(address: number): boolean {
  return PRIVATE_IPV4.some(([network, bits]) => {
    const size = 2 ** (32 - bits);
    return Math.floor(address / size) === Math.floor(readIPv4(network) / size);
  });
}

function readIPv4(text: string): number {
  return text.split('.').reduce((address, byte) => 256 * address + Number(byte), 0);
}

/** Global unicast (2000::/3) without its special parts, or a public IPv4 address within an IPv6 one. */
function isPublicIPv6(groups: readonly number[]): boolean {
  const [first = 0, second = 0] = groups;
  const ipv4At = (at: number) => 0x1_0000 * (groups[at] ?? 0) + (groups[at + 1] ?? 0);
  const begins = (...wanted: number[]) => wanted.every((group, at) => groups[at] === group);
  // IPv4-mapped, RFC 4291, and NAT64, RFC 6052.
  if (begins(0, 0, 0, 0, 0, 0xffff) || begins(0x64, 0xff9b, 0, 0, 0, 0))
    return !isPrivateIPv4(ipv4At(6));
  // 6to4, RFC 3056.
  if (first === 0x2002) return !isPrivateIPv4(ipv4At(1));
  // Protocols' own (2001::/23, with Teredo), and documentation.
  if (first === 0x2001 && (second < 0x200 || second === 0xdb8)) return false;
  return first >= 0x2000 && first < 0x4000 && !(first === 0x3fff && second < 0x1000);
}

/** The eight groups of an address as `URL` writes it, where `::` stands for the longest run of zeros. */
function readIPv6(text: string): number[] {
  const [head = [], tail] = text.split('::').map(readGroups);
  if (tail === undefined) return head;
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => 0);
  return [...head, ...zeros, ...tail];
}

function readGroups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
}
