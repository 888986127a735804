import type { Access } from '../access'
import type { Handler } from '../call'
import * as canonical from './canonical-email-blocks'
import * as allows from './domain-allows'
import * as domains from './domain-blocks'
import * as emails from './email-domain-blocks'
import * as ips from './ip-blocks'

const to = (does: 'read' | 'write', what: string): Access => ({
  kind: 'soft',
  scopes: [`admin:${does}`, `admin:${does}:${what}`],
})
const at = (what: string, handlers: Record<string, Handler>): [string, Handler, Access][] =>
  Object.entries(handlers).map(([address, handler]) => {
    const [method = '', rest = ''] = address.split(' ')
    // A test of an address changes nothing, and yet asks for the right to read only.
    const does = method === 'GET' || rest === '/test' ? 'read' : 'write'
    return [`${method} /api/v1/admin/${what}${rest}`, handler, to(does, what)]
  })

/** Blocks and allowances of every kind (reference 2.4 to 2.8). */
export const ADMIN_BLOCKS: [string, Handler, Access][] = [
  ...at('domain_allows', {
    GET: allows.listDomainAllows,
    POST: allows.allowDomain,
    'GET /:id': allows.showDomainAllow,
    'DELETE /:id': allows.removeDomainAllow,
  }),
  ...at('domain_blocks', {
    GET: domains.listDomainBlocks,
    POST: domains.blockDomain,
    'GET /:id': domains.showDomainBlock,
    'PUT /:id': domains.changeDomainBlock,
    'PATCH /:id': domains.changeDomainBlock,
    'DELETE /:id': domains.removeDomainBlock,
  }),
  ...at('email_domain_blocks', {
    GET: emails.listEmailDomainBlocks,
    POST: emails.blockEmailDomain,
    'GET /:id': emails.showEmailDomainBlock,
    'DELETE /:id': emails.removeEmailDomainBlock,
  }),
  ...at('ip_blocks', {
    GET: ips.listIpBlocks,
    POST: ips.blockIp,
    'GET /:id': ips.showIpBlock,
    'PUT /:id': ips.changeIpBlock,
    'PATCH /:id': ips.changeIpBlock,
    'DELETE /:id': ips.removeIpBlock,
  }),
  ...at('canonical_email_blocks', {
    GET: canonical.listCanonicalEmailBlocks,
    POST: canonical.blockCanonicalEmail,
    'POST /test': canonical.testCanonicalEmail,
    'GET /:id': canonical.showCanonicalEmailBlock,
    'DELETE /:id': canonical.removeCanonicalEmailBlock,
  }),
]
