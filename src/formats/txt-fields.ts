import type { FieldInfo } from '../core/table.ts'

export type TxtColumn = 'number' | 'name' | 'area' | 'shape' | 'sheet' | 'use' | 'landClass'

/** The fields of a parcel's line (地块), by the names that they have in the table. */
export const TXT_FIELDS: readonly {
  readonly key: TxtColumn
  readonly name: string
  readonly en: string
  readonly role?: FieldInfo['role']
}[] = [
  { key: 'number', name: '地块编号', en: 'Parcel number', role: 'id' },
  { key: 'name', name: '地块名称', en: 'Parcel name', role: 'name' },
  { key: 'area', name: '地块面积', en: 'Stated area' },
  { key: 'shape', name: '图形属性', en: 'Kind of shape' },
  { key: 'sheet', name: '图幅号', en: 'Map sheet' },
  { key: 'use', name: '地块用途', en: 'Use' },
  { key: 'landClass', name: '地类编码', en: 'Land class code', role: 'landClass' },
]
