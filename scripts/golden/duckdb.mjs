// node scripts/golden/duckdb.mjs: writes tests/golden/parquet/decimals.parquet, decimals and times longer than a double and a millisecond
// hold, and duckdb.parquet, GeoParquet, as DuckDB writes them. The values are stated in src/formats/geoparquet-arrow.test.ts. npm install --no-save @duckdb/node-api
// (made with DuckDB 1.5.6).
import { DuckDBInstance } from '@duckdb/node-api'

const path = (name) => new URL(`../../tests/golden/parquet/${name}`, import.meta.url).pathname
const connection = await (await DuckDBInstance.create(':memory:')).connect()
await connection.run(`COPY (SELECT * FROM (VALUES
  ('0101', 12345678901234567890.1234567890::DECIMAL(38,10), 226312.1982000000::DECIMAL(38,10),
    12345678901234567890123456789012345678::DECIMAL(38,0), 0.35::DECIMAL(9,2), 99999999999999.9999::DECIMAL(18,4),
    TIMESTAMP '2026-02-28 13:45:07.123456', TIMESTAMP_NS '2026-02-28 13:45:07.123456789', TIMESTAMP_MS '2026-02-28 13:45:07.123'),
  ('0305', -0.1234567890, NULL, -7, -0.57, -0.0001,
    TIMESTAMP '1969-12-31 23:59:59.999999', TIMESTAMP_NS '1969-12-31 23:59:59.5', NULL),
  (NULL, NULL, -12.0700000000, 0, NULL, 1.5, NULL, NULL, TIMESTAMP_MS '1949-10-01 00:00:00')
) t(DLBM, long, area, id, small, middle, micros, nanos, millis)) TO '${path('decimals.parquet')}' (FORMAT parquet)`)

const hole = '(118.502 37.502, 118.502 37.503, 118.503 37.503, 118.503 37.502, 118.502 37.502)'
const shapes = [
  `'POLYGON ((118.5 37.5, 118.51 37.5, 118.51 37.51, 118.5 37.51, 118.5 37.5), ${hole})'`,
  "'MULTIPOLYGON (((118.6 37.5, 118.61 37.5, 118.61 37.51, 118.6 37.5)), ((118.7 37.5, 118.71 37.5, 118.71 37.51, 118.7 37.5)))'",
].map((wkt) => `${wkt}::GEOMETRY('OGC:CRS84')`)
await connection.run(`COPY (SELECT * FROM (VALUES ('0101', ${shapes[0]}), ('0305', NULL), (NULL, ${shapes[1]})) t("地类", geometry))
  TO '${path('duckdb.parquet')}' (FORMAT parquet)`)
