-- grading for PostGIS 3.3 or newer. Needs:
--   "layer": id integer, "TBMJ", "DLBM", "QSXZ", geom (EPSG:4490)
--   "model_roads": id integer, geom (EPSG:4490)
--   "model_wells": id integer, "kind", geom (EPSG:4490)
--   "model_zones": id integer, "code", geom (EPSG:4490)
--   "model_later_zones": id integer, "code", geom (EPSG:4490)
-- Polygons are to be valid, repaired before loading (onemap convert --repair): ST_MakeValid has other rules, which give other areas.

-- Every feature in the equal-area plane, where its planar area is the ellipsoidal area by TD/T 1055 on CGCS2000.
create temporary table onemap_row as
select feature.id, feature."TBMJ", feature."DLBM", feature."QSXZ", case when shape is null then null else geom end as geom, shape,
  coalesce(ST_Area(shape), 0) as area_m2
from "layer" feature
left join (
  select id, case when ST_IsValid(shape) then shape else ST_MakeValid(shape, 'method=structure keepcollapsed=false') end as shape
  from (
    select ids[i] as id, ST_GeometryN(batch, i) as shape
    from (
      select array_agg(id order by id) as ids, ST_Transform(ST_Collect(geom order by id), '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs') as batch
      from "layer"
      where not ST_IsEmpty(geom)
      group by id / 500
    ) as batches, generate_series(1, array_length(ids, 1)) as i
  ) as moved
) as sound on sound.id = feature.id;
create index on onemap_row using gist (shape);
analyze onemap_row;

-- Distance to model_roads: its features and their vertices, rows with the box that holds the nearest feature, rows that meet one.
create temporary table onemap_distance_1_aim as
select id, shape from (
  select ids[i] as id, ST_GeometryN(batch, i) as shape
  from (
    select array_agg(id order by id) as ids, ST_Transform(ST_Collect(geom order by id), '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs') as batch
    from "model_roads"
    where not ST_IsEmpty(geom)
    group by id / 500
  ) as batches, generate_series(1, array_length(ids, 1)) as i
) as moved
where id in (select id from "model_roads" where true);
create index on onemap_distance_1_aim using gist (shape);
analyze onemap_distance_1_aim;
create temporary table onemap_distance_1_corner as
select id, (ST_DumpPoints(shape)).geom as vertex
from onemap_distance_1_aim;
create index on onemap_distance_1_corner using gist (vertex);
analyze onemap_distance_1_corner;
create temporary table onemap_distance_1_reach as
select id, shape, lat0, y0, sx, meridian_m, ST_Expand(shape, reach_m / sx, reach_m * sx) as box
from (
  select *, near_m * (1.000001::float8 + least(1::float8, 4 * (near_m + half_y / sx) / 6378137::float8)) + 0.001::float8 as reach_m
  from (
    select row.*, ST_Distance(ST_Affine(row.shape, sx, 0, 0, 1 / sx, 0, 0), ST_Affine(nearest.shape, sx, 0, 0, 1 / sx, 0, 0)) as near_m
    from (
      select *, 1.2614355810876112::float8 * cos(lat0) / sqrt(1 - 0.00669438002290342::float8 * sin(lat0) * sin(lat0)) as sx,
        6335439.327083859::float8 / power(1 - 0.00669438002290342::float8 * sin(lat0) * sin(lat0), 1.5) as meridian_m
      from (
        select moved.id, moved.shape, radians((ST_YMin(row.geom) + ST_YMax(row.geom)) / 2) as lat0,
          (ST_YMin(moved.shape) + ST_YMax(moved.shape)) / 2 as y0, (ST_YMax(moved.shape) - ST_YMin(moved.shape)) / 2 as half_y
        from onemap_row row join (
          select ids[i] as id, ST_GeometryN(batch, i) as shape
          from (
            select array_agg(id order by id) as ids, ST_Transform(ST_Collect(geom order by id), '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs') as batch
            from onemap_row
            where not ST_IsEmpty(geom)
            group by id / 500
          ) as batches, generate_series(1, array_length(ids, 1)) as i
        ) as moved on moved.id = row.id
      ) as middle
    ) as row
    cross join lateral (select shape from onemap_distance_1_aim order by row.shape <-> onemap_distance_1_aim.shape limit 1) as nearest
  ) as bounded
) as reached;
create index on onemap_distance_1_reach using gist (box);
analyze onemap_distance_1_reach;
create temporary table onemap_distance_1_met as
select distinct row.id
from onemap_distance_1_reach row join onemap_distance_1_aim aim on row.shape && aim.shape
where ST_Intersects(row.shape, aim.shape);
analyze onemap_distance_1_met;

-- From every vertex to its foot on the other side; the shortest geodesic counts.
create temporary table onemap_distance_1_pair as
select row_number() over (order by id) as id, id as row_id,
  ST_MakeLine(vertex, ST_Affine(ST_ClosestPoint(ST_Affine(other, scale, 0, 0, 1 / scale, 0, 0), ST_Affine(vertex, scale, 0, 0, 1 / scale, 0, 0)), (1 / scale), 0, 0, 1 / (1 / scale), 0, 0)) as shape
from (
  select id, vertex, other, 1.2614355810876112::float8 * cos(lat) / sqrt(1 - 0.00669438002290342::float8 * sin(lat) * sin(lat)) as scale
  from (
    select id, vertex, other, lat0 + ((foot_y + ST_Y(vertex)) / 2 - y0) / sx / meridian_m as lat
    from (
      select *, ST_Y(ST_ClosestPoint(ST_Affine(other, sx, 0, 0, 1 / sx, 0, 0), ST_Affine(vertex, sx, 0, 0, 1 / sx, 0, 0))) * sx as foot_y
      from (
        select id, lat0, y0, sx, meridian_m, other, (ST_DumpPoints(shape)).geom as vertex
        from (
          select row.*, aim.shape as other from onemap_distance_1_reach row join onemap_distance_1_aim aim on row.box && aim.shape
          where row.id not in (select id from onemap_distance_1_met)
        ) as facing
        union all
        select row.id, row.lat0, row.y0, row.sx, row.meridian_m, row.shape as other, vertex
        from onemap_distance_1_reach row join onemap_distance_1_corner corner on row.box && corner.vertex
        where row.id not in (select id from onemap_distance_1_met)
      ) as facing
    ) as first
  ) as half
) as halfway;
analyze onemap_distance_1_pair;
create temporary table onemap_distance_1 as
select id, 0::float8 as metres from onemap_distance_1_met
union all
select row_id as id, min(ST_LengthSpheroid(moved.geom, 'SPHEROID["CGCS2000",6378137,298.257222101]')) as metres
from (
  select ids[i] as id, ST_GeometryN(batch, i) as geom
  from (
    select array_agg(id order by id) as ids, ST_Transform(ST_Collect(shape order by id), '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs', 4490) as batch
    from onemap_distance_1_pair
    where not ST_IsEmpty(shape)
    group by id / 500
  ) as batches, generate_series(1, array_length(ids, 1)) as i
) as moved join onemap_distance_1_pair pair on pair.id = moved.id
group by row_id;
analyze onemap_distance_1;

-- Distance to model_wells: its features and their vertices, rows with the box that holds the nearest feature, rows that meet one.
create temporary table onemap_distance_2_aim as
select id, shape from (
  select ids[i] as id, ST_GeometryN(batch, i) as shape
  from (
    select array_agg(id order by id) as ids, ST_Transform(ST_Collect(geom order by id), '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs') as batch
    from "model_wells"
    where not ST_IsEmpty(geom)
    group by id / 500
  ) as batches, generate_series(1, array_length(ids, 1)) as i
) as moved
where id in (select id from "model_wells" where "kind" in ('deep'));
create index on onemap_distance_2_aim using gist (shape);
analyze onemap_distance_2_aim;
create temporary table onemap_distance_2_corner as
select id, (ST_DumpPoints(shape)).geom as vertex
from onemap_distance_2_aim;
create index on onemap_distance_2_corner using gist (vertex);
analyze onemap_distance_2_corner;
create temporary table onemap_distance_2_reach as
select id, shape, lat0, y0, sx, meridian_m, ST_Expand(shape, reach_m / sx, reach_m * sx) as box
from (
  select *, near_m * (1.000001::float8 + least(1::float8, 4 * (near_m + half_y / sx) / 6378137::float8)) + 0.001::float8 as reach_m
  from (
    select row.*, ST_Distance(ST_Affine(row.shape, sx, 0, 0, 1 / sx, 0, 0), ST_Affine(nearest.shape, sx, 0, 0, 1 / sx, 0, 0)) as near_m
    from (
      select *, 1.2614355810876112::float8 * cos(lat0) / sqrt(1 - 0.00669438002290342::float8 * sin(lat0) * sin(lat0)) as sx,
        6335439.327083859::float8 / power(1 - 0.00669438002290342::float8 * sin(lat0) * sin(lat0), 1.5) as meridian_m
      from (
        select moved.id, moved.shape, radians((ST_YMin(row.geom) + ST_YMax(row.geom)) / 2) as lat0,
          (ST_YMin(moved.shape) + ST_YMax(moved.shape)) / 2 as y0, (ST_YMax(moved.shape) - ST_YMin(moved.shape)) / 2 as half_y
        from onemap_row row join (
          select ids[i] as id, ST_GeometryN(batch, i) as shape
          from (
            select array_agg(id order by id) as ids, ST_Transform(ST_Collect(geom order by id), '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs') as batch
            from onemap_row
            where not ST_IsEmpty(geom)
            group by id / 500
          ) as batches, generate_series(1, array_length(ids, 1)) as i
        ) as moved on moved.id = row.id
      ) as middle
    ) as row
    cross join lateral (select shape from onemap_distance_2_aim order by row.shape <-> onemap_distance_2_aim.shape limit 1) as nearest
  ) as bounded
) as reached;
create index on onemap_distance_2_reach using gist (box);
analyze onemap_distance_2_reach;
create temporary table onemap_distance_2_met as
select distinct row.id
from onemap_distance_2_reach row join onemap_distance_2_aim aim on row.shape && aim.shape
where ST_Intersects(row.shape, aim.shape);
analyze onemap_distance_2_met;

-- From every vertex to its foot on the other side; the shortest geodesic counts.
create temporary table onemap_distance_2_pair as
select row_number() over (order by id) as id, id as row_id,
  ST_MakeLine(vertex, ST_Affine(ST_ClosestPoint(ST_Affine(other, scale, 0, 0, 1 / scale, 0, 0), ST_Affine(vertex, scale, 0, 0, 1 / scale, 0, 0)), (1 / scale), 0, 0, 1 / (1 / scale), 0, 0)) as shape
from (
  select id, vertex, other, 1.2614355810876112::float8 * cos(lat) / sqrt(1 - 0.00669438002290342::float8 * sin(lat) * sin(lat)) as scale
  from (
    select id, vertex, other, lat0 + ((foot_y + ST_Y(vertex)) / 2 - y0) / sx / meridian_m as lat
    from (
      select *, ST_Y(ST_ClosestPoint(ST_Affine(other, sx, 0, 0, 1 / sx, 0, 0), ST_Affine(vertex, sx, 0, 0, 1 / sx, 0, 0))) * sx as foot_y
      from (
        select id, lat0, y0, sx, meridian_m, other, (ST_DumpPoints(shape)).geom as vertex
        from (
          select row.*, aim.shape as other from onemap_distance_2_reach row join onemap_distance_2_aim aim on row.box && aim.shape
          where row.id not in (select id from onemap_distance_2_met)
        ) as facing
        union all
        select row.id, row.lat0, row.y0, row.sx, row.meridian_m, row.shape as other, vertex
        from onemap_distance_2_reach row join onemap_distance_2_corner corner on row.box && corner.vertex
        where row.id not in (select id from onemap_distance_2_met)
      ) as facing
    ) as first
  ) as half
) as halfway;
analyze onemap_distance_2_pair;
create temporary table onemap_distance_2 as
select id, 0::float8 as metres from onemap_distance_2_met
union all
select row_id as id, min(ST_LengthSpheroid(moved.geom, 'SPHEROID["CGCS2000",6378137,298.257222101]')) as metres
from (
  select ids[i] as id, ST_GeometryN(batch, i) as geom
  from (
    select array_agg(id order by id) as ids, ST_Transform(ST_Collect(shape order by id), '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs', 4490) as batch
    from onemap_distance_2_pair
    where not ST_IsEmpty(shape)
    group by id / 500
  ) as batches, generate_series(1, array_length(ids, 1)) as i
) as moved join onemap_distance_2_pair pair on pair.id = moved.id
group by row_id;
analyze onemap_distance_2;

-- Distance to model_zones: its features and their vertices, rows with the box that holds the nearest feature, rows that meet one.
create temporary table onemap_distance_3_aim as
select id, shape from (
  select ids[i] as id, ST_GeometryN(batch, i) as shape
  from (
    select array_agg(id order by id) as ids, ST_Transform(ST_Collect(geom order by id), '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs') as batch
    from "model_zones"
    where not ST_IsEmpty(geom)
    group by id / 500
  ) as batches, generate_series(1, array_length(ids, 1)) as i
) as moved
where id in (select id from "model_zones" where true);
create index on onemap_distance_3_aim using gist (shape);
analyze onemap_distance_3_aim;
create temporary table onemap_distance_3_corner as
select id, (ST_DumpPoints(shape)).geom as vertex
from onemap_distance_3_aim;
create index on onemap_distance_3_corner using gist (vertex);
analyze onemap_distance_3_corner;
create temporary table onemap_distance_3_reach as
select id, shape, lat0, y0, sx, meridian_m, ST_Expand(shape, reach_m / sx, reach_m * sx) as box
from (
  select *, near_m * (1.000001::float8 + least(1::float8, 4 * (near_m + half_y / sx) / 6378137::float8)) + 0.001::float8 as reach_m
  from (
    select row.*, ST_Distance(ST_Affine(row.shape, sx, 0, 0, 1 / sx, 0, 0), ST_Affine(nearest.shape, sx, 0, 0, 1 / sx, 0, 0)) as near_m
    from (
      select *, 1.2614355810876112::float8 * cos(lat0) / sqrt(1 - 0.00669438002290342::float8 * sin(lat0) * sin(lat0)) as sx,
        6335439.327083859::float8 / power(1 - 0.00669438002290342::float8 * sin(lat0) * sin(lat0), 1.5) as meridian_m
      from (
        select moved.id, moved.shape, radians((ST_YMin(row.geom) + ST_YMax(row.geom)) / 2) as lat0,
          (ST_YMin(moved.shape) + ST_YMax(moved.shape)) / 2 as y0, (ST_YMax(moved.shape) - ST_YMin(moved.shape)) / 2 as half_y
        from onemap_row row join (
          select ids[i] as id, ST_GeometryN(batch, i) as shape
          from (
            select array_agg(id order by id) as ids, ST_Transform(ST_Collect(geom order by id), '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs') as batch
            from onemap_row
            where not ST_IsEmpty(geom)
            group by id / 500
          ) as batches, generate_series(1, array_length(ids, 1)) as i
        ) as moved on moved.id = row.id
      ) as middle
    ) as row
    cross join lateral (select shape from onemap_distance_3_aim order by row.shape <-> onemap_distance_3_aim.shape limit 1) as nearest
  ) as bounded
) as reached;
create index on onemap_distance_3_reach using gist (box);
analyze onemap_distance_3_reach;
create temporary table onemap_distance_3_met as
select distinct row.id
from onemap_distance_3_reach row join onemap_distance_3_aim aim on row.shape && aim.shape
where ST_Intersects(row.shape, aim.shape);
analyze onemap_distance_3_met;

-- From every vertex to its foot on the other side; the shortest geodesic counts.
create temporary table onemap_distance_3_pair as
select row_number() over (order by id) as id, id as row_id,
  ST_MakeLine(vertex, ST_Affine(ST_ClosestPoint(ST_Affine(other, scale, 0, 0, 1 / scale, 0, 0), ST_Affine(vertex, scale, 0, 0, 1 / scale, 0, 0)), (1 / scale), 0, 0, 1 / (1 / scale), 0, 0)) as shape
from (
  select id, vertex, other, 1.2614355810876112::float8 * cos(lat) / sqrt(1 - 0.00669438002290342::float8 * sin(lat) * sin(lat)) as scale
  from (
    select id, vertex, other, lat0 + ((foot_y + ST_Y(vertex)) / 2 - y0) / sx / meridian_m as lat
    from (
      select *, ST_Y(ST_ClosestPoint(ST_Affine(other, sx, 0, 0, 1 / sx, 0, 0), ST_Affine(vertex, sx, 0, 0, 1 / sx, 0, 0))) * sx as foot_y
      from (
        select id, lat0, y0, sx, meridian_m, other, (ST_DumpPoints(shape)).geom as vertex
        from (
          select row.*, aim.shape as other from onemap_distance_3_reach row join onemap_distance_3_aim aim on row.box && aim.shape
          where row.id not in (select id from onemap_distance_3_met)
        ) as facing
        union all
        select row.id, row.lat0, row.y0, row.sx, row.meridian_m, row.shape as other, vertex
        from onemap_distance_3_reach row join onemap_distance_3_corner corner on row.box && corner.vertex
        where row.id not in (select id from onemap_distance_3_met)
      ) as facing
    ) as first
  ) as half
) as halfway;
analyze onemap_distance_3_pair;
create temporary table onemap_distance_3 as
select id, 0::float8 as metres from onemap_distance_3_met
union all
select row_id as id, min(ST_LengthSpheroid(moved.geom, 'SPHEROID["CGCS2000",6378137,298.257222101]')) as metres
from (
  select ids[i] as id, ST_GeometryN(batch, i) as geom
  from (
    select array_agg(id order by id) as ids, ST_Transform(ST_Collect(shape order by id), '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs', 4490) as batch
    from onemap_distance_3_pair
    where not ST_IsEmpty(shape)
    group by id / 500
  ) as batches, generate_series(1, array_length(ids, 1)) as i
) as moved join onemap_distance_3_pair pair on pair.id = moved.id
group by row_id;
analyze onemap_distance_3;

-- Features of later-zones in the plane.
create temporary table onemap_zone_1 as
select id, case when ST_IsValid(shape) then shape else ST_MakeValid(shape, 'method=structure keepcollapsed=false') end as shape
from (
  select ids[i] as id, ST_GeometryN(batch, i) as shape
  from (
    select array_agg(id order by id) as ids, ST_Transform(ST_Collect(geom order by id), '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs') as batch
    from "model_later_zones"
    where not ST_IsEmpty(geom)
    group by id / 500
  ) as batches, generate_series(1, array_length(ids, 1)) as i
) as moved;
create index on onemap_zone_1 using gist (shape);
analyze onemap_zone_1;

-- What features of later-zones share with each row.
create temporary table onemap_part_1 as
select row_id, zone_id, piece, area_m2
from (
  select row_id, zone_id, piece, ST_Area(piece) as area_m2
  from (
    select row.id as row_id, zone.id as zone_id, ST_Intersection(row.shape, zone.shape) as piece
    from onemap_row row join onemap_zone_1 zone on row.shape && zone.shape
  ) as cut
) as measured
where area_m2 > 0.0001;
create index on onemap_part_1 using gist (piece);
analyze onemap_part_1;

-- What later-zones covers of each row: the sum of the pieces, or their union where some lie on each other.
create temporary table onemap_cover_4_kept as
select part.row_id, part.zone_id, part.piece, part.area_m2
from onemap_part_1 part
join "model_later_zones" feature on feature.id = part.zone_id
where true;
analyze onemap_cover_4_kept;
create temporary table onemap_cover_4_twice as
select distinct a.row_id
from onemap_cover_4_kept a
join onemap_cover_4_kept b on a.row_id = b.row_id and a.zone_id < b.zone_id and a.piece && b.piece
where ST_Area(ST_Intersection(a.piece, b.piece)) > 0.0001;
analyze onemap_cover_4_twice;
create temporary table onemap_cover_4 as
select row_id as id, sum(area_m2) as area_m2
from onemap_cover_4_kept
where row_id not in (select row_id from onemap_cover_4_twice)
group by row_id
union all
select row_id as id, ST_Area(ST_Union(piece, 0.0000001)) as area_m2
from onemap_cover_4_kept
where row_id in (select row_id from onemap_cover_4_twice)
group by row_id;
analyze onemap_cover_4;

-- What later-zones covers of each row: the sum of the pieces, or their union where some lie on each other.
create temporary table onemap_cover_5_kept as
select part.row_id, part.zone_id, part.piece, part.area_m2
from onemap_part_1 part
join "model_later_zones" feature on feature.id = part.zone_id
where feature."code" in ('0101', '9999');
analyze onemap_cover_5_kept;
create temporary table onemap_cover_5_twice as
select distinct a.row_id
from onemap_cover_5_kept a
join onemap_cover_5_kept b on a.row_id = b.row_id and a.zone_id < b.zone_id and a.piece && b.piece
where ST_Area(ST_Intersection(a.piece, b.piece)) > 0.0001;
analyze onemap_cover_5_twice;
create temporary table onemap_cover_5 as
select row_id as id, sum(area_m2) as area_m2
from onemap_cover_5_kept
where row_id not in (select row_id from onemap_cover_5_twice)
group by row_id
union all
select row_id as id, ST_Area(ST_Union(piece, 0.0000001)) as area_m2
from onemap_cover_5_kept
where row_id in (select row_id from onemap_cover_5_twice)
group by row_id;
analyze onemap_cover_5;

-- What later-zones covers of each row: the sum of the pieces, or their union where some lie on each other.
create temporary table onemap_cover_6_kept as
select part.row_id, part.zone_id, part.piece, part.area_m2
from onemap_part_1 part
join "model_later_zones" feature on feature.id = part.zone_id
where feature."code" in ('0101', '0102');
analyze onemap_cover_6_kept;
create temporary table onemap_cover_6_twice as
select distinct a.row_id
from onemap_cover_6_kept a
join onemap_cover_6_kept b on a.row_id = b.row_id and a.zone_id < b.zone_id and a.piece && b.piece
where ST_Area(ST_Intersection(a.piece, b.piece)) > 0.0001;
analyze onemap_cover_6_twice;
create temporary table onemap_cover_6 as
select row_id as id, sum(area_m2) as area_m2
from onemap_cover_6_kept
where row_id not in (select row_id from onemap_cover_6_twice)
group by row_id
union all
select row_id as id, ST_Area(ST_Union(piece, 0.0000001)) as area_m2
from onemap_cover_6_kept
where row_id in (select row_id from onemap_cover_6_twice)
group by row_id;
analyze onemap_cover_6;

-- What later-zones covers of each row: the sum of the pieces, or their union where some lie on each other.
create temporary table onemap_cover_7_kept as
select part.row_id, part.zone_id, part.piece, part.area_m2
from onemap_part_1 part
join "model_later_zones" feature on feature.id = part.zone_id
where feature."code" in ('0101');
analyze onemap_cover_7_kept;
create temporary table onemap_cover_7_twice as
select distinct a.row_id
from onemap_cover_7_kept a
join onemap_cover_7_kept b on a.row_id = b.row_id and a.zone_id < b.zone_id and a.piece && b.piece
where ST_Area(ST_Intersection(a.piece, b.piece)) > 0.0001;
analyze onemap_cover_7_twice;
create temporary table onemap_cover_7 as
select row_id as id, sum(area_m2) as area_m2
from onemap_cover_7_kept
where row_id not in (select row_id from onemap_cover_7_twice)
group by row_id
union all
select row_id as id, ST_Area(ST_Union(piece, 0.0000001)) as area_m2
from onemap_cover_7_kept
where row_id in (select row_id from onemap_cover_7_twice)
group by row_id;
analyze onemap_cover_7;

-- Features of zones in the plane.
create temporary table onemap_zone_2 as
select id, case when ST_IsValid(shape) then shape else ST_MakeValid(shape, 'method=structure keepcollapsed=false') end as shape
from (
  select ids[i] as id, ST_GeometryN(batch, i) as shape
  from (
    select array_agg(id order by id) as ids, ST_Transform(ST_Collect(geom order by id), '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs') as batch
    from "model_zones"
    where not ST_IsEmpty(geom)
    group by id / 500
  ) as batches, generate_series(1, array_length(ids, 1)) as i
) as moved;
create index on onemap_zone_2 using gist (shape);
analyze onemap_zone_2;

-- What features of zones share with each row.
create temporary table onemap_part_2 as
select row_id, zone_id, piece, area_m2
from (
  select row_id, zone_id, piece, ST_Area(piece) as area_m2
  from (
    select row.id as row_id, zone.id as zone_id, ST_Intersection(row.shape, zone.shape) as piece
    from onemap_row row join onemap_zone_2 zone on row.shape && zone.shape
  ) as cut
) as measured
where area_m2 > 0.0001;
create index on onemap_part_2 using gist (piece);
analyze onemap_part_2;

-- What zones covers of each row: the sum of the pieces, or their union where some lie on each other.
create temporary table onemap_cover_8_kept as
select part.row_id, part.zone_id, part.piece, part.area_m2
from onemap_part_2 part
join "model_zones" feature on feature.id = part.zone_id
where feature."code" in ('0102');
analyze onemap_cover_8_kept;
create temporary table onemap_cover_8_twice as
select distinct a.row_id
from onemap_cover_8_kept a
join onemap_cover_8_kept b on a.row_id = b.row_id and a.zone_id < b.zone_id and a.piece && b.piece
where ST_Area(ST_Intersection(a.piece, b.piece)) > 0.0001;
analyze onemap_cover_8_twice;
create temporary table onemap_cover_8 as
select row_id as id, sum(area_m2) as area_m2
from onemap_cover_8_kept
where row_id not in (select row_id from onemap_cover_8_twice)
group by row_id
union all
select row_id as id, ST_Area(ST_Union(piece, 0.0000001)) as area_m2
from onemap_cover_8_kept
where row_id in (select row_id from onemap_cover_8_twice)
group by row_id;
analyze onemap_cover_8;

-- What later-zones covers of each row: the sum of the pieces, or their union where some lie on each other.
create temporary table onemap_cover_9_kept as
select part.row_id, part.zone_id, part.piece, part.area_m2
from onemap_part_1 part
join "model_later_zones" feature on feature.id = part.zone_id
where feature."code" in ('0102');
analyze onemap_cover_9_kept;
create temporary table onemap_cover_9_twice as
select distinct a.row_id
from onemap_cover_9_kept a
join onemap_cover_9_kept b on a.row_id = b.row_id and a.zone_id < b.zone_id and a.piece && b.piece
where ST_Area(ST_Intersection(a.piece, b.piece)) > 0.0001;
analyze onemap_cover_9_twice;
create temporary table onemap_cover_9 as
select row_id as id, sum(area_m2) as area_m2
from onemap_cover_9_kept
where row_id not in (select row_id from onemap_cover_9_twice)
group by row_id
union all
select row_id as id, ST_Area(ST_Union(piece, 0.0000001)) as area_m2
from onemap_cover_9_kept
where row_id in (select row_id from onemap_cover_9_twice)
group by row_id;
analyze onemap_cover_9;

-- Classes of later-zones in each row.
create temporary table onemap_mix_10 as
select row_id as id, max(total_m2) as total_m2, sum(patches) as patches, count(*) as classes,
  - sum(class_m2 / total_m2 * ln(class_m2 / total_m2)) / ln(2::float8) as diversity
from (
  select *, sum(class_m2) over (partition by row_id) as total_m2
  from (
    select part.row_id, feature."code" as class, sum(part.area_m2) as class_m2, count(*) as patches
    from onemap_part_1 part
    join "model_later_zones" feature on feature.id = part.zone_id
    group by part.row_id, feature."code"
  ) as classes
) as shares
group by row_id;
analyze onemap_mix_10;

-- Values of the indicators: v1 areaHa, v2 perimeter, v3 shape, v4 compact, v5 registered, v6 road, v7 well, v8 zone, v9 inside, v10 coded, v11 ratio, v12 loss, v13 diversity, v14 evenness, v15 dominance, v16 patch, v17 density, v18 class.
create temporary table onemap_value as
select row.id,
  nullif(btrim("QSXZ", E' \t\r\n\u00a0\u3000'), '') as g1,
  row.area_m2,
  case when row.area_m2 > 0 then row.area_m2 / 10000::float8 end as v1,
  case when row.area_m2 > 0 then ST_LengthSpheroid(row.geom, 'SPHEROID["CGCS2000",6378137,298.257222101]') end as v2,
  case when row.area_m2 > 0 then ST_LengthSpheroid(row.geom, 'SPHEROID["CGCS2000",6378137,298.257222101]') / (4 * sqrt(row.area_m2)) end as v3,
  case when row.area_m2 > 0 then 4 * pi() * row.area_m2 / (ST_LengthSpheroid(row.geom, 'SPHEROID["CGCS2000",6378137,298.257222101]') * ST_LengthSpheroid(row.geom, 'SPHEROID["CGCS2000",6378137,298.257222101]')) end as v4,
  row."TBMJ" as v5,
  onemap_distance_1.metres as v6,
  onemap_distance_2.metres as v7,
  onemap_distance_3.metres as v8,
  case when row.area_m2 > 0 then least(100::float8, 100::float8 * coalesce(onemap_cover_4.area_m2, 0::float8) / row.area_m2) end as v9,
  case when row.area_m2 > 0 then least(100::float8, 100::float8 * coalesce(onemap_cover_5.area_m2, 0::float8) / row.area_m2) end as v10,
  case when coalesce(onemap_cover_6.area_m2, 0::float8) > 0 then coalesce(onemap_cover_7.area_m2, 0::float8) / coalesce(onemap_cover_6.area_m2, 0::float8) end as v11,
  case when coalesce(onemap_cover_8.area_m2, 0::float8) > 0 then case when coalesce(onemap_cover_8.area_m2, 0::float8) - coalesce(onemap_cover_9.area_m2, 0::float8) > 0.01::float8 then 1 - coalesce(onemap_cover_9.area_m2, 0::float8) / coalesce(onemap_cover_8.area_m2, 0::float8) else 0::float8 end end as v12,
  onemap_mix_10.diversity as v13,
  case when onemap_mix_10.classes = 1 then 0::float8 else onemap_mix_10.diversity / (ln(onemap_mix_10.classes) / ln(2::float8)) end as v14,
  case when (ln(onemap_mix_10.classes) / ln(2::float8)) > onemap_mix_10.diversity then (ln(onemap_mix_10.classes) / ln(2::float8)) - onemap_mix_10.diversity when onemap_mix_10.classes > 0 then 0::float8 end as v15,
  onemap_mix_10.total_m2 / onemap_mix_10.patches / 10000 as v16,
  onemap_mix_10.patches / onemap_mix_10.total_m2 * 10000 as v17,
  row."DLBM" as v18
from onemap_row row
left join onemap_distance_1 on onemap_distance_1.id = row.id
left join onemap_distance_2 on onemap_distance_2.id = row.id
left join onemap_distance_3 on onemap_distance_3.id = row.id
left join onemap_cover_4 on onemap_cover_4.id = row.id
left join onemap_cover_5 on onemap_cover_5.id = row.id
left join onemap_cover_6 on onemap_cover_6.id = row.id
left join onemap_cover_7 on onemap_cover_7.id = row.id
left join onemap_cover_8 on onemap_cover_8.id = row.id
left join onemap_cover_9 on onemap_cover_9.id = row.id
left join onemap_mix_10 on onemap_mix_10.id = row.id;
analyze onemap_value;

-- Scores 0…100: f1 areaHa, f2 perimeter, f3 shape, f4 compact, f5 registered, f6 road, f7 well, f8 zone, f9 inside, f10 coded, f11 ratio, f12 loss, f13 diversity, f14 evenness, f15 dominance, f16 patch, f17 density, f18 class.
create temporary table onemap_score as
select *,
  100::float8 * (case when v1 is null then null when (max(v1) over ()) - (min(v1) over ()) > 1e-9::float8 * greatest(abs((max(v1) over ())), abs((min(v1) over ()))) then least(1::float8, greatest(0::float8, (v1 - (min(v1) over ())) / ((max(v1) over ()) - (min(v1) over ())))) else 0.5::float8 end) as f1,
  100::float8 * (1 - (1 / (1 + exp(4.595::float8 - 9.19::float8 * (case when v2 is null then null when (max(v2) over ()) - (min(v2) over ()) > 1e-9::float8 * greatest(abs((max(v2) over ())), abs((min(v2) over ()))) then least(1::float8, greatest(0::float8, (v2 - (min(v2) over ())) / ((max(v2) over ()) - (min(v2) over ())))) else 0.5::float8 end))))) as f2,
  100::float8 * case when v3 >= 1.4::float8 then 0::float8 when v3 <= 1.05::float8 then 1::float8 when v3 is not null then 1 / (1 + 2::float8 * (v3 - 1.05::float8) * (v3 - 1.05::float8)) end as f3,
  100::float8 * case when v4 <= -1::float8 or v4 >= 1.5::float8 then 0::float8 when v4 is not null then 1 / (1 + 3::float8 * (v4 - 0.8::float8) * (v4 - 0.8::float8)) end as f4,
  100::float8 * case when v5 <= 3610::float8 then 0::float8 when v5 >= 3900::float8 then 1::float8 when v5 is not null then 1 / (1 + 0.00001::float8 * (v5 - 3900::float8) * (v5 - 3900::float8)) end as f5,
  100::float8 * (1 - (case when v6 is null then null when 500::float8 - 0::float8 > 1e-9::float8 * greatest(abs(500::float8), abs(0::float8)) then least(1::float8, greatest(0::float8, (v6 - 0::float8) / (500::float8 - 0::float8))) else 0.5::float8 end)) as f6,
  case when v7 >= 600::float8 then 3::float8 when v7 >= 200.5::float8 then 40::float8 when v7 is not null then 90::float8 end as f7,
  100::float8 * (case when v8 is null then null when (max(v8) over ()) - (min(v8) over ()) > 1e-9::float8 * greatest(abs((max(v8) over ())), abs((min(v8) over ()))) then least(1::float8, greatest(0::float8, (v8 - (min(v8) over ())) / ((max(v8) over ()) - (min(v8) over ())))) else 0.5::float8 end) as f8,
  100::float8 * (1 - (1 / (1 + exp(4.595::float8 - 9.19::float8 * (case when v9 is null then null when (max(v9) over ()) - (min(v9) over ()) > 1e-9::float8 * greatest(abs((max(v9) over ())), abs((min(v9) over ()))) then least(1::float8, greatest(0::float8, (v9 - (min(v9) over ())) / ((max(v9) over ()) - (min(v9) over ())))) else 0.5::float8 end))))) as f9,
  100::float8 * case when v10 >= 1.4::float8 then 0::float8 when v10 <= 1.05::float8 then 1::float8 when v10 is not null then 1 / (1 + 2::float8 * (v10 - 1.05::float8) * (v10 - 1.05::float8)) end as f10,
  100::float8 * case when v11 <= -1::float8 or v11 >= 1.5::float8 then 0::float8 when v11 is not null then 1 / (1 + 3::float8 * (v11 - 0.8::float8) * (v11 - 0.8::float8)) end as f11,
  100::float8 * case when v12 <= 3610::float8 then 0::float8 when v12 >= 3900::float8 then 1::float8 when v12 is not null then 1 / (1 + 0.00001::float8 * (v12 - 3900::float8) * (v12 - 3900::float8)) end as f12,
  100::float8 * (1 - (case when v13 is null then null when 500::float8 - 0::float8 > 1e-9::float8 * greatest(abs(500::float8), abs(0::float8)) then least(1::float8, greatest(0::float8, (v13 - 0::float8) / (500::float8 - 0::float8))) else 0.5::float8 end)) as f13,
  case when v14 >= 600::float8 then 3::float8 when v14 >= 200.5::float8 then 40::float8 when v14 is not null then 90::float8 end as f14,
  100::float8 * (case when v15 is null then null when (max(v15) over ()) - (min(v15) over ()) > 1e-9::float8 * greatest(abs((max(v15) over ())), abs((min(v15) over ()))) then least(1::float8, greatest(0::float8, (v15 - (min(v15) over ())) / ((max(v15) over ()) - (min(v15) over ())))) else 0.5::float8 end) as f15,
  100::float8 * (1 - (1 / (1 + exp(4.595::float8 - 9.19::float8 * (case when v16 is null then null when (max(v16) over ()) - (min(v16) over ()) > 1e-9::float8 * greatest(abs((max(v16) over ())), abs((min(v16) over ()))) then least(1::float8, greatest(0::float8, (v16 - (min(v16) over ())) / ((max(v16) over ()) - (min(v16) over ())))) else 0.5::float8 end))))) as f16,
  100::float8 * case when v17 >= 1.4::float8 then 0::float8 when v17 <= 1.05::float8 then 1::float8 when v17 is not null then 1 / (1 + 2::float8 * (v17 - 1.05::float8) * (v17 - 1.05::float8)) end as f17,
  case when v18 is null or v18 = '' then cast(null as double precision) when coalesce(nullif(btrim(v18, E' \t\r\n\u00a0\u3000'), ''), '') = '0101' then 90::float8 when coalesce(nullif(btrim(v18, E' \t\r\n\u00a0\u3000'), ''), '') = '0102' then 90::float8 when coalesce(nullif(btrim(v18, E' \t\r\n\u00a0\u3000'), ''), '') = '0305' then 4::float8 when coalesce(nullif(btrim(v18, E' \t\r\n\u00a0\u3000'), ''), '') = '1106' then 7::float8 else 50::float8 end as f18
from onemap_value;
analyze onemap_score;

-- The combined score, and the rule that limits it (−1: none).
create temporary table onemap_limited as
select id, g1, area_m2, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15, v16, v17, v18, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18,
  case when (combined is not null and coalesce(f18 < 5::float8, false)) then combined else least(combined, case when (combined is not null and coalesce(f18 < 8::float8, false)) then 30::float8 end) end as score,
  case when (combined is not null and coalesce(f18 < 5::float8, false)) then 1 when (combined is not null and coalesce(f18 < 8::float8, false)) and 30::float8 < combined and 30::float8 = least(combined, case when (combined is not null and coalesce(f18 < 8::float8, false)) then 30::float8 end) then 0 else -1 end as rule,
  (combined is not null and coalesce(f18 < 5::float8, false)) as is_vetoed
from (
  select *,
    case when case when f1 is null then 0::float8 else 0.05::float8 end + case when f2 is null then 0::float8 else 0.05::float8 end + case when f3 is null then 0::float8 else 0.05::float8 end + case when f4 is null then 0::float8 else 0.05::float8 end + case when f5 is null then 0::float8 else 0.05::float8 end + case when f6 is null then 0::float8 else 0.05::float8 end + case when f7 is null then 0::float8 else 0.05::float8 end + case when f8 is null then 0::float8 else 0.05::float8 end + case when f9 is null then 0::float8 else 0.05::float8 end + case when f10 is null then 0::float8 else 0.05::float8 end + case when f11 is null then 0::float8 else 0.05::float8 end + case when f12 is null then 0::float8 else 0.05::float8 end + case when f13 is null then 0::float8 else 0.05::float8 end + case when f14 is null then 0::float8 else 0.05::float8 end + case when f15 is null then 0::float8 else 0.05::float8 end + case when f16 is null then 0::float8 else 0.05::float8 end + case when f17 is null then 0::float8 else 0.05::float8 end + case when f18 is null then 0::float8 else 0.15::float8 end > 0 then case when f1 is null or f2 is null or f3 is null or f4 is null or f5 is null or f6 is null or f7 is null or f8 is null or f9 is null or f10 is null or f11 is null or f12 is null or f13 is null or f14 is null or f15 is null or f16 is null or f17 is null or f18 is null then (0.05::float8 * coalesce(f1, 0::float8) + 0.05::float8 * coalesce(f2, 0::float8) + 0.05::float8 * coalesce(f3, 0::float8) + 0.05::float8 * coalesce(f4, 0::float8) + 0.05::float8 * coalesce(f5, 0::float8) + 0.05::float8 * coalesce(f6, 0::float8) + 0.05::float8 * coalesce(f7, 0::float8) + 0.05::float8 * coalesce(f8, 0::float8) + 0.05::float8 * coalesce(f9, 0::float8) + 0.05::float8 * coalesce(f10, 0::float8) + 0.05::float8 * coalesce(f11, 0::float8) + 0.05::float8 * coalesce(f12, 0::float8) + 0.05::float8 * coalesce(f13, 0::float8) + 0.05::float8 * coalesce(f14, 0::float8) + 0.05::float8 * coalesce(f15, 0::float8) + 0.05::float8 * coalesce(f16, 0::float8) + 0.05::float8 * coalesce(f17, 0::float8) + 0.15::float8 * coalesce(f18, 0::float8)) * 1.0000000000000002::float8 / (case when f1 is null then 0::float8 else 0.05::float8 end + case when f2 is null then 0::float8 else 0.05::float8 end + case when f3 is null then 0::float8 else 0.05::float8 end + case when f4 is null then 0::float8 else 0.05::float8 end + case when f5 is null then 0::float8 else 0.05::float8 end + case when f6 is null then 0::float8 else 0.05::float8 end + case when f7 is null then 0::float8 else 0.05::float8 end + case when f8 is null then 0::float8 else 0.05::float8 end + case when f9 is null then 0::float8 else 0.05::float8 end + case when f10 is null then 0::float8 else 0.05::float8 end + case when f11 is null then 0::float8 else 0.05::float8 end + case when f12 is null then 0::float8 else 0.05::float8 end + case when f13 is null then 0::float8 else 0.05::float8 end + case when f14 is null then 0::float8 else 0.05::float8 end + case when f15 is null then 0::float8 else 0.05::float8 end + case when f16 is null then 0::float8 else 0.05::float8 end + case when f17 is null then 0::float8 else 0.05::float8 end + case when f18 is null then 0::float8 else 0.15::float8 end) else 0.05::float8 * coalesce(f1, 0::float8) + 0.05::float8 * coalesce(f2, 0::float8) + 0.05::float8 * coalesce(f3, 0::float8) + 0.05::float8 * coalesce(f4, 0::float8) + 0.05::float8 * coalesce(f5, 0::float8) + 0.05::float8 * coalesce(f6, 0::float8) + 0.05::float8 * coalesce(f7, 0::float8) + 0.05::float8 * coalesce(f8, 0::float8) + 0.05::float8 * coalesce(f9, 0::float8) + 0.05::float8 * coalesce(f10, 0::float8) + 0.05::float8 * coalesce(f11, 0::float8) + 0.05::float8 * coalesce(f12, 0::float8) + 0.05::float8 * coalesce(f13, 0::float8) + 0.05::float8 * coalesce(f14, 0::float8) + 0.05::float8 * coalesce(f15, 0::float8) + 0.05::float8 * coalesce(f16, 0::float8) + 0.05::float8 * coalesce(f17, 0::float8) + 0.15::float8 * coalesce(f18, 0::float8) end end as combined
  from onemap_score
) as combining;
analyze onemap_limited;

-- Grades: 1 is the best.
create temporary table onemap_grade as
select id, g1, area_m2, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15, v16, v17, v18, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, score, rule,
  case when score is null then null when is_vetoed then 4 when score >= 51.9999999::float8 then 1 when score >= 47.9999999::float8 then 2 when score >= 39.9999999::float8 then 3 else 4 end as grade
from onemap_limited;
analyze onemap_grade;

-- expected and found must be equal: an engine that lost rows says nothing of it.
select (select count(*) from "layer") as expected, (select count(*) from onemap_grade) as found;
select (select count(*) from "layer" where not ST_IsEmpty(geom)) as expected, (select count(*) from onemap_row where shape is not null) as found;
select (select count(*) from "model_later_zones" where not ST_IsEmpty(geom)) as expected, (select count(*) from onemap_zone_1 where shape is not null) as found;
select (select count(distinct row_id) from onemap_cover_4_kept) as expected, (select count(*) from onemap_cover_4 where area_m2 > 0) as found;
select (select count(distinct row_id) from onemap_cover_5_kept) as expected, (select count(*) from onemap_cover_5 where area_m2 > 0) as found;
select (select count(distinct row_id) from onemap_cover_6_kept) as expected, (select count(*) from onemap_cover_6 where area_m2 > 0) as found;
select (select count(distinct row_id) from onemap_cover_7_kept) as expected, (select count(*) from onemap_cover_7 where area_m2 > 0) as found;
select (select count(*) from "model_zones" where not ST_IsEmpty(geom)) as expected, (select count(*) from onemap_zone_2 where shape is not null) as found;
select (select count(distinct row_id) from onemap_cover_8_kept) as expected, (select count(*) from onemap_cover_8 where area_m2 > 0) as found;
select (select count(distinct row_id) from onemap_cover_9_kept) as expected, (select count(*) from onemap_cover_9 where area_m2 > 0) as found;

-- Every row: values, scores, the rule that limited it, grade.
select * from onemap_grade order by id;

-- The table: area by grade, means weighted by area.
select g1, grade, features, area_m2, score_m2 / nullif(area_m2, 0) as mean_score,
  sum(grade * area_m2) over (partition by g1) / nullif(sum(case when grade is not null then area_m2 end) over (partition by g1), 0) as mean_grade
from (
  select g1, grade, count(*) as features, sum(area_m2) as area_m2, sum(score * area_m2) as score_m2
  from onemap_grade
  group by g1, grade
) as lines
order by g1, grade;
