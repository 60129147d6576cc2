/** 2³² ÷ the golden ratio: numbers that follow each other come far apart. */
const SCATTER = 2_654_435_769

/**
 * Of more features than `most` the larger ones, ascending by number. Sizes count by doublings of the box, and among features of one size
 * they are taken from everywhere: their numbers follow the ground, and whoever is last would be a hole in the map that is none in the data.
 * @param boxes west, south, east, north of each feature
 */
export function largestOf(boxes: Float64Array, numbers: Uint32Array, most: number): Uint32Array {
  if (numbers.length <= most) return numbers
  const sizeOf = (number: number) => {
    const size = (boxes[4 * number + 2] - boxes[4 * number]) * (boxes[4 * number + 3] - boxes[4 * number + 1])
    return Math.floor(Math.log2(Math.max(size, Number.MIN_VALUE)))
  }
  const sizes = Int32Array.from(numbers, sizeOf)
  const scattered = Uint32Array.from(numbers, (number) => Math.imul(number, SCATTER))
  const order = Uint32Array.from(numbers, (_, i) => i).sort((a, b) => sizes[b] - sizes[a] || scattered[a] - scattered[b])
  return Uint32Array.from(order.subarray(0, most), (i) => numbers[i]).sort()
}
