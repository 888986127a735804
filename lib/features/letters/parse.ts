interface Contacts {
  email: string
  phone: string
  address: string
}

const MAIL = /[\w.+-]+@[\w-]+(\.[\w-]+)+/g
const PHONE = /\+?\(?\d(?:[\s()./-]*\d){6,}/g
const LEFT_OUT = '[left out]'

/**
 * Words of a notice without what would lead to somebody's door: every e-mail and telephone number, whoever's it is, and each line
 * of the sender's address. Too much left out is mended by whoever reads the letter; too little is not.
 */
export function withoutContacts(text: string, contacts: Contacts, shown: { address: boolean; phone: boolean }): string {
  const lines = contacts.address
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line.length > 3)
  const sparing = shown.address ? [] : lines
  const bare = sparing.reduce((rest, line) => rest.replace(new RegExp(escaped(line), 'gi'), LEFT_OUT), text)
  const mailless = bare.replace(MAIL, LEFT_OUT)
  if (shown.phone) return mailless
  // The long numbers in web addresses are nobody's telephone.
  const parts = mailless.split(/(https?:\/\/\S+)/)
  return parts.map((part, at) => (at % 2 === 1 ? part : part.replace(PHONE, LEFT_OUT))).join('')
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+')

/** Ways to a form or a case that open to their secret alone: whoever reads what is kept may not answer in somebody's name. */
export const withoutSecrets = (text: string): string =>
  text.replace(/(\/(?:dmca\/counter|case)\/)[\w-]{43}(?![\w-])/g, '$1[link]')
