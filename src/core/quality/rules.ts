/** What the standards say, handed in by the analysis: core knows how to check, not which codes there are. */
export interface QualityRules {
  /** the first rule that a unit code breaks (normalised code, 0-based place), or its parts */
  readonly unitCode: (
    text: string,
  ) =>
    | { readonly ok: true; readonly code: string; readonly parts: { readonly county: string; readonly ownership: string } }
    | { readonly ok: false; readonly code: string; readonly problem: string; readonly at: number }
  /** fields that carry codes of another layout, of which only presence and uniqueness are checked */
  readonly opaqueCodes: readonly string[]
  /** is it a class that a parcel may have? used where the layer brings no code list of its own */
  readonly landClass: (code: string) => boolean
  readonly landClassList: string
  /** side of an ownership code; undefined for an unknown one */
  readonly ownershipSide: (code: string) => 'state' | 'collective' | 'disputed' | undefined
  /** the field that makes a table a register */
  readonly registerTotal: string
  readonly register: (
    at: (field: string) => number | null,
  ) => readonly { readonly problem: string; readonly field: string; readonly statedHa: number; readonly summedHa: number }[]
}
