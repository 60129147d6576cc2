/** Our folder in the origin's private file system; in it one for each deployment, in that a file for each checksum. */
export const PRIVATE_FOLDER = 'one-map'
