const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' })

/** A language by its name: "pt-BR" is "Brazilian Portuguese"; a tag that is none stays as it is. */
export function languageName(tag: string): string {
  try {
    return names.of(tag) ?? tag
  } catch {
    return tag
  }
}

/** Whether two tags are of one language, whatever the country: "pt" and "pt-BR". */
export const isSameLanguage = (a: string, b: string): boolean =>
  a.split(/[-_]/)[0]?.toLowerCase() === b.split(/[-_]/)[0]?.toLowerCase()
