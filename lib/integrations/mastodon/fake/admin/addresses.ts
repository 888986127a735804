import { BlockList, isIP } from 'node:net'

/** Whether an IP lies in an IP or a CIDR block; what cannot be read holds nobody. */
export function isWithin(ip: string, block: string): boolean {
  const [base = '', length] = block.split('/')
  const family = isIP(base)
  if (family === 0 || isIP(ip) !== family) return false
  const widest = family === 4 ? 32 : 128
  const prefix = length === undefined ? widest : Number(length)
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > widest) return false
  const list = new BlockList()
  list.addSubnet(base, prefix, family === 4 ? 'ipv4' : 'ipv6')
  return list.check(ip, family === 4 ? 'ipv4' : 'ipv6')
}
