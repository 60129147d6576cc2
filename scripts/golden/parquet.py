# python3 scripts/golden/parquet.py: writes tests/golden/parquet/*.parquet, GeoParquet as Apache Arrow and GeoPandas write it, with statistics in
# the heads of pages, each column in another compression, and the native encodings of GeoParquet 1.1. The values are stated in
# src/formats/geoparquet-arrow.test.ts. pip: pyarrow geopandas (made with 25.0.1 and 1.2.0).
import datetime, decimal, os
import geopandas, pyarrow, pyarrow.parquet
from shapely.geometry import MultiPolygon, Polygon

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../tests/golden/parquet')
os.makedirs(FOLDER, exist_ok=True)

def square(x, y, size, hole=False):
    inner = [[(x + 1, y + 1), (x + 1, y + 2), (x + 2, y + 2), (x + 2, y + 1)]] if hole else []
    return Polygon([(x, y), (x + size, y), (x + size, y + size), (x, y + size)], inner)

X, Y = 40575000.125, 4160000.25
shapes = [square(X, Y, 10, True), None, MultiPolygon([square(X + 20, Y, 5), square(X + 30, Y, 4, True)]), square(X + 40, Y, 3)]
columns = {
    'DLBM': pyarrow.array(['0101', None, '0305', '0101']).dictionary_encode(),
    '权利人': pyarrow.array(['张三', '李四', None, '王五']),
    'long': pyarrow.array([9007199254740993, None, -1, 0], pyarrow.int64()),
    'area': pyarrow.array([99.0, None, 40.5, 9.0], pyarrow.float32()),
    'mu': pyarrow.array([decimal.Decimal('0.15'), None, decimal.Decimal('-12.07'), decimal.Decimal('3.00')], pyarrow.decimal128(12, 2)),
    'day': pyarrow.array([datetime.date(2026, 2, 28), None, datetime.date(1949, 10, 1), datetime.date(2000, 2, 29)]),
    'at': pyarrow.array([datetime.datetime(2026, 2, 28, 13, 45, 7, 250000), None, datetime.datetime(1969, 12, 31, 23, 59, 59), datetime.datetime(2000, 1, 1)], pyarrow.timestamp('us')),
    'time': pyarrow.array([datetime.time(8, 5, 9), None, datetime.time(23, 59, 59, 500000), datetime.time(0)], pyarrow.time64('us')),
    'done': pyarrow.array([True, None, False, True]),
    'nothing': pyarrow.array([None] * 4, pyarrow.string()),
    'list': pyarrow.array([[1, 2], None, [], [3]]),
}
codecs = dict(zip(columns, ['snappy', 'zstd', 'gzip', 'brotli', 'lz4', 'none', 'snappy', 'zstd', 'gzip', 'lz4', 'brotli']))
frame = geopandas.GeoDataFrame(geometry=geopandas.GeoSeries(shapes, crs='EPSG:4528'))
for name, options in (('wkb', {'write_covering_bbox': True}), ('native', {'geometry_encoding': 'geoarrow'})):
    path = os.path.join(FOLDER, f'{name}.parquet')
    own = frame if name == 'wkb' else frame.set_geometry([s if s is None or s.geom_type == 'MultiPolygon' else MultiPolygon([s]) for s in shapes], crs='EPSG:4528')
    own.to_parquet(path, schema_version='1.1.0', index=False, **options)
    shape = pyarrow.parquet.read_table(path)
    table = pyarrow.table({**columns, **{n: shape.column(n) for n in shape.column_names}}).replace_schema_metadata(shape.schema.metadata)
    leaves = {n: codecs.get(n.split('.')[0], 'snappy') for n in [c.path for c in pyarrow.parquet.ParquetFile(path).schema]}
    pyarrow.parquet.write_table(table, path, row_group_size=3, compression={**codecs, 'list.list.element': 'zstd', **leaves})
    print(path, os.path.getsize(path))
