import type { Deflate } from 'fflate'
import { crc32 } from '../core/crc32.ts'
import type { ZipPart } from '../core/zip-blob.ts'
import { GrowingBlob } from './growing-blob.ts'

/** A member of an archive that is packed as it is written, and takes no memory for what was. */
export class DeflatedMember {
  private readonly name: string
  private readonly deflate: Deflate
  private readonly packed = new GrowingBlob()
  private bytes = 0
  private crc = 0
  /** @param Packer fflate's, which is loaded where it is needed */
  constructor(name: string, Packer: typeof Deflate) {
    this.name = name
    this.deflate = new Packer({ level: 6 }, (chunk) => this.packed.add(chunk))
  }

  add(bytes: Uint8Array): void {
    this.crc = crc32(bytes, this.crc)
    this.bytes += bytes.length
    this.deflate.push(bytes)
  }

  finish(): ZipPart {
    this.deflate.push(new Uint8Array(0), true)
    return { name: this.name, content: this.packed.finish(''), deflated: { bytes: this.bytes, crc: this.crc } }
  }
}
