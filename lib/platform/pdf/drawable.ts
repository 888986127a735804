import { graphemes } from '@/lib/platform/i18n/graphemes'
import { canDraw } from './faces'

/** Text as it can be drawn, and what could not: each as its code points, `U+1F980`. */
export interface Drawable {
  text: string
  undrawn: string[]
}

/** Says only that two letters do not join: nothing is to be drawn for it. */
const NON_JOINER = 0x200c
const CONTROLS = /[^\P{Cc}\n]/gu

/**
 * Composes letters and puts what no face can draw as its code points in brackets: emoji, scripts without a face, and marks that
 * nobody sees, such as those that turn the order of a line around. One token for what a reader takes for one sign.
 */
export function drawable(text: string): Drawable {
  const undrawn: string[] = []
  const plain = text.normalize('NFC').replace(/\r\n?/g, '\n').replace(/\t/g, ' ')
  const whole = plain.replace(CONTROLS, (control) => {
    undrawn.push(codePointsOf(control))
    return `[${codePointsOf(control)}]`
  })
  const shown = whole.replace(OTHERS, (part) =>
    graphemes(part)
      .map((sign) => {
        if (PLAIN.test(sign) || isDrawn(sign)) return sign
        const code = codePointsOf(sign)
        undrawn.push(code)
        return `[${code}]`
      })
      .join(''),
  )
  return { text: shown, undrawn }
}

const PLAIN = /^[\n\u0020-\u007E\u00C0-\u00FF]$/
/** What is not plain, with a plain letter on either side that it may join: the rest of a text needs no look sign by sign. */
const OTHERS =
  /[\n\u0020-\u007E\u00C0-\u00FF]?[^\n\u0020-\u007E\u00C0-\u00FF]+(?:[\n\u0020-\u007E\u00C0-\u00FF][^\n\u0020-\u007E\u00C0-\u00FF]+)*[\n\u0020-\u007E\u00C0-\u00FF]?/g

const isDrawn = (sign: string): boolean =>
  Array.from(sign).every((letter) => {
    const point = letter.codePointAt(0) ?? 0
    return point === NON_JOINER || (!UNSEEN.test(letter) && canDraw('regular', point))
  })
/** A face may have an empty sign for them, and words are broken with them to get past filters. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u

export const codePointsOf = (text: string): string =>
  Array.from(text, (letter) => `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`).join(
    ' ',
  )
