/** A word or sentence in both languages of the product; zh is the source. */
export interface Text {
  readonly zh: string
  readonly en: string
}

export type Locale = keyof Text
