#!/bin/sh
# sh scripts/golden/tiff.sh: writes tests/golden/tiff, small GeoTIFF in compressions and sample sizes that GDAL writes (made with 3.6.2), each
# beside the same cells as GDAL reads them, uncompressed (*.plain.tif); and a picture whose place stands in a world file. Needs gdal-bin, python3-pil.
set -e
out=$(cd "$(dirname "$0")/../.." && pwd)/tests/golden/tiff
work=$(mktemp -d)
python3 - "$work" <<'PY'
import sys
from PIL import Image
picture = Image.new('RGB', (75, 50))
for x in range(75):
    for y in range(50):
        picture.putpixel((x, y), (x * 3, y * 5, 255 if (x - 30) ** 2 + (y - 20) ** 2 < 200 else (x + y)))
picture.save(sys.argv[1] + '/rgb.png')
rgba = picture.convert('RGBA')
# see-through to the left, half on a line, and whole to the right
rgba.putalpha(Image.frombytes('L', (75, 50), bytes((0 if x < 30 else 128 if x == 30 else 127 if x == 31 else 255) for y in range(50) for x in range(75))))
rgba.save(sys.argv[1] + '/rgba.png')
picture.convert('L').save(sys.argv[1] + '/grey.png')
Image.frombytes('L', (75, 50), bytes(int(x % 7 < 3 or y % 5 == 0) for y in range(50) for x in range(75))).save(sys.argv[1] + '/mask.png')
Image.frombytes('L', (75, 50), bytes((x + 3 * y) % 16 for y in range(50) for x in range(75))).save(sys.argv[1] + '/classes.png')
PY
place='-a_srs EPSG:4528 -a_ullr 40370000 4163000 40370750 4162500 -q'
write() { # name, source, options
  name=$1; source=$2; shift 2
  gdal_translate $place "$@" "$work/$source.png" "$out/$name.tif"
  case $name in bits*) whole="-co NBITS=8" ;; *) whole= ;; esac
  gdal_translate -q $whole -co COMPRESS=DEFLATE "$out/$name.tif" "$out/$name.plain.tif"
}
write zstd grey -ot Int16 -co COMPRESS=ZSTD -co PREDICTOR=2
write zstd-float grey -ot Float32 -scale 0 255 -1.5 3.25 -co COMPRESS=ZSTD -co PREDICTOR=3 -co TILED=YES -co BLOCKXSIZE=32 -co BLOCKYSIZE=32
write bits1 mask -co NBITS=1
write bits1-zstd mask -co NBITS=1 -co COMPRESS=ZSTD
write bits4 classes -co NBITS=4 -co COMPRESS=DEFLATE
write jpeg-ycbcr rgb -co COMPRESS=JPEG -co PHOTOMETRIC=YCBCR -co JPEG_QUALITY=90 -co TILED=YES -co BLOCKXSIZE=32 -co BLOCKYSIZE=32
write rgba rgba -co COMPRESS=DEFLATE -co TILED=YES -co BLOCKXSIZE=32 -co BLOCKYSIZE=32
write jpeg-grey grey -co COMPRESS=JPEG -co JPEG_QUALITY=90
gdal_translate -q -co TFW=YES $place "$work/classes.png" "$out/placed.tif"
gdal_translate -q -co PROFILE=BASELINE "$out/placed.tif" "$out/picture.tif"
mv "$out/placed.tfw" "$out/picture.tfw"
rm -f "$out"/*.aux.xml "$out/placed.tif"
rm -r "$work"
