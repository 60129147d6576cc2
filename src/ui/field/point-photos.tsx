import { useEffect, useState } from 'react'
import type { Check, CheckedPoint } from '../../core/field/check.ts'
import { fieldText } from '../../i18n/field.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { useText } from '../shell/app-context.ts'
import { useField } from './field-context.ts'
import styles from './point.module.css'

/** Photos of a point, as they are kept on the device. */
export function PointPhotos({ check, point }: { readonly check: Check; readonly point: CheckedPoint }) {
  const field = useField()
  const text = useText()
  const [sure, setSure] = useState<string | null>(null)
  if (point.photos.length === 0) return null
  return (
    <ul className={styles.photos}>
      {point.photos.map((id, i) => (
        <li key={id}>
          <Picture id={id} name={text(fieldText.photoOf, { i: i + 1 })} />
          {sure === id ? (
            <Button
              onPress={() => void field.patchPoint(check.id, point.id, { photos: point.photos.filter((photo) => photo !== id) })}
            >
              {text(fieldText.removeSure)}
            </Button>
          ) : (
            <IconButton icon="close" label={text(fieldText.removePhoto, { i: i + 1 })} onPress={() => setSure(id)} />
          )}
        </li>
      ))}
    </ul>
  )
}

function Picture({ id, name }: { readonly id: string; readonly name: string }) {
  const field = useField()
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    let made: string | null = null
    let isGone = false
    void field.photo(id).then((photo) => {
      if (!photo || isGone) return
      made = URL.createObjectURL(new Blob([photo.bytes], { type: photo.mime }))
      setUrl(made)
    })
    return () => {
      isGone = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [field, id])
  return url ? <img src={url} alt={name} /> : <span>{name}</span>
}
