import { useEffect, useRef, useState } from 'react'
import { finishPicture } from '../../app/field/add-picture.ts'
import type { Check, CheckedPoint } from '../../core/field/check.ts'
import { fieldText } from '../../i18n/field.ts'
import { shellText } from '../../i18n/shell.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { useText } from '../shell/app-context.ts'
import { useField } from './field-context.ts'
import styles from './point.module.css'

/** Photos of a point, as they are kept on the device. One that was removed may be put back until the point is left. */
export function PointPhotos({ check, point }: { readonly check: Check; readonly point: CheckedPoint }) {
  const field = useField()
  const text = useText()
  const [sure, setSure] = useState<string | null>(null)
  const [removed, setRemoved] = useState<{ readonly id: string; readonly at: number } | null>(null)
  const gone = useRef(new Set<string>())
  useEffect(() => {
    const ids = gone.current
    return () => void field.freePhotos([...ids])
  }, [field])
  if (point.photos.length === 0 && !removed) return null
  const remove = (id: string, at: number) => {
    gone.current.add(id)
    setRemoved({ id, at })
    setSure(null)
    void field.removePhoto(check.id, point.id, id)
  }
  const putBack = ({ id, at }: NonNullable<typeof removed>) => {
    gone.current.delete(id)
    setRemoved(null)
    void field.putPhotoBack(check.id, point.id, id, at)
  }
  return (
    <ul className={styles.photos}>
      {point.photos.map((id, i) => (
        <li key={id}>
          <Picture id={id} name={text(fieldText.photoOf, { i: i + 1 })} />
          {sure === id ? (
            <Button onPress={() => remove(id, i)}>{text(fieldText.removeSure)}</Button>
          ) : (
            <IconButton icon="close" label={text(fieldText.removePhoto, { i: i + 1 })} onPress={() => setSure(id)} />
          )}
        </li>
      ))}
      {removed && (
        <li className={styles.removed} role="status">
          {text(fieldText.photoRemoved)}
          <Button onPress={() => putBack(removed)}>{text(shellText.undo)}</Button>
        </li>
      )}
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
      // its process was killed before it was made small; as it is it can be seen and handed over too
      finishPicture(field, photo).catch(() => {})
    })
    return () => {
      isGone = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [field, id])
  return url ? <img src={url} alt={name} /> : <span>{name}</span>
}
