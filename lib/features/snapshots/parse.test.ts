import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { elementsById, withoutContacts } from './parse'

const bytes = (text: string) => new Uint8Array(Buffer.from(text))
const text = (found: { bytes: Uint8Array } | undefined) => Buffer.from(found?.bytes ?? []).toString()

describe('a cut text', () => {
  it('is the same byte for byte but for contacts, which are null, and says where they stood', () => {
    const report = String.raw`{ "id" : "7","comment":"mail me: a@reef.example \"quoted\\",
      "target_account":{"email":"harl@reef.example","ip":"203.0.113.4","ips":[{"ip":"203.0.113.4","used_at":"x"}],"account":{"note":"é €"}},
      "account":{"email":null,"ips":[],"ip":""},"n":-1.5e3 , "ok":true}`
    const cut = withoutContacts(bytes(report))
    expect(text(cut)).toBe(
      report
        .replace('"harl@reef.example"', 'null')
        .replace('"ip":"203.0.113.4","ips":[{"ip":"203.0.113.4","used_at":"x"}]', '"ip":null,"ips":null'),
    )
    expect(cut.cut).toEqual(['target_account.email', 'target_account.ip', 'target_account.ips'])
  })

  it('is found by its id in a list, each with its own bytes', () => {
    const found = elementsById(bytes('[ {"id":"1","account":{"id":"9","email":"x@y"}} ,{"id":22}, {"no":1}]'))
    expect([...found.keys()]).toEqual(['1', '22'])
    expect(text(found.get('1'))).toBe('{"id":"1","account":{"id":"9","email":null}}')
    expect(text(found.get('22'))).toBe('{"id":22}')
  })

  it('loses nothing that it does not name, whatever JSON it is', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.integer({ min: 0, max: 4 }), (json, indent) => {
        const written = JSON.stringify(JSON.parse(json), null, indent)
        expect(text(withoutContacts(bytes(written)))).toBe(written)
      }),
    )
  })

  it('holds no contact at any depth, however the name of the field is written', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 3 }),
        fc.constantFrom('email', 'ip', 'ips', 'canonical_email'),
        (around, field) => {
          const inner = { a: JSON.parse(around), [field]: 'needle' }
          const written = JSON.stringify([{ id: '1', deep: [{ inner }, inner] }])
          expect(text(elementsById(bytes(written)).get('1'))).not.toContain('needle')
          const escaped = written.replaceAll(
            `"${field}"`,
            `"\\u00${field.charCodeAt(0).toString(16)}${field.slice(1)}"`,
          )
          expect(text(elementsById(bytes(escaped)).get('1'))).not.toContain('needle')
        },
      ),
    )
  })

  it('takes out whole elements, and of those that lie in each other the outer', () => {
    const cut = withoutContacts(
      bytes('{"descendants":[{"id":"1","visibility":"private","account":{"email":"x"}},{"id":"2"}]}'),
      (member) => member.path === 'descendants' && member.key === '' && member.text().includes('"private"'),
    )
    expect([text(cut), cut.cut]).toEqual(['{"descendants":[null,{"id":"2"}]}', ['descendants']])
  })

  it('that is nested too deeply is refused', () => {
    expect(() => withoutContacts(bytes('['.repeat(300) + ']'.repeat(300)))).toThrow()
  })
})
