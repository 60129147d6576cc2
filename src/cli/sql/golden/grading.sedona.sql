-- grading for Apache Sedona 1.9 or newer. Needs:
--   `layer`: id integer, `TBMJ`, `DLBM`, `QSXZ`, geom (EPSG:4490)
--   `model_roads`: id integer, geom (EPSG:4490)
--   `model_wells`: id integer, `kind`, geom (EPSG:4490)
--   `model_zones`: id integer, `code`, geom (EPSG:4490)
--   `model_later_zones`: id integer, `code`, geom (EPSG:4490)
-- Polygons are to be valid, repaired before loading (onemap convert --repair): ST_MakeValid has other rules, which give other areas.

-- Every feature in the equal-area plane, where its planar area is the ellipsoidal area by TD/T 1055 on CGCS2000.
create or replace temporary view onemap_row as
select feature.id, feature.`TBMJ`, feature.`DLBM`, feature.`QSXZ`, case when shape is null then null else geom end as geom, shape,
  coalesce(ST_Area(shape), 0) as area_m2
from `layer` feature
left join (
  select id, case when ST_IsValid(shape) then shape else ST_MakeValid(shape, false) end as shape
  from (
    select id, ST_Transform(geom, 'EPSG:4490', '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs') as shape
    from `layer`
    where not ST_IsEmpty(geom)
  ) as moved
) as sound on sound.id = feature.id;
cache table onemap_row;

-- Distance to model_roads: its features and their vertices, rows with the box that holds the nearest feature, rows that meet one.
create or replace temporary view onemap_distance_1_aim as
select id, shape from (
  select id, ST_Transform(geom, 'EPSG:4490', '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs') as shape
  from `model_roads`
  where not ST_IsEmpty(geom)
) as moved
where id in (select id from `model_roads` where true);
cache table onemap_distance_1_aim;
create or replace temporary view onemap_distance_1_corner as
select id, explode(ST_DumpPoints(shape)) as vertex
from onemap_distance_1_aim;
cache table onemap_distance_1_corner;
create or replace temporary view onemap_distance_1_reach as
select id, shape, lat0, y0, sx, meridian_m, ST_Expand(shape, reach_m / sx, reach_m * sx) as box
from (
  select *, near_m * (1.000001D + least(1D, 4 * (near_m + half_y / sx) / 6378137D)) + 0.001D as reach_m
  from (
    select row.*, ST_Distance(ST_Affine(row.shape, sx, 0, 0, 1 / sx, 0, 0), ST_Affine(nearest.shape, sx, 0, 0, 1 / sx, 0, 0)) as near_m
    from (
      select *, 1.2614355810876112D * cos(lat0) / sqrt(1 - 0.00669438002290342D * sin(lat0) * sin(lat0)) as sx,
        6335439.327083859D / power(1 - 0.00669438002290342D * sin(lat0) * sin(lat0), 1.5) as meridian_m
      from (
        select moved.id, moved.shape, radians((ST_YMin(row.geom) + ST_YMax(row.geom)) / 2) as lat0,
          (ST_YMin(moved.shape) + ST_YMax(moved.shape)) / 2 as y0, (ST_YMax(moved.shape) - ST_YMin(moved.shape)) / 2 as half_y
        from onemap_row row join (
          select id, ST_Transform(geom, 'EPSG:4490', '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs') as shape
          from onemap_row
          where not ST_IsEmpty(geom)
        ) as moved on moved.id = row.id
      ) as middle
    ) as row
    join onemap_distance_1_aim as nearest on ST_KNN(row.shape, nearest.shape, 1, false)
  ) as bounded
) as reached;
cache table onemap_distance_1_reach;
create or replace temporary view onemap_distance_1_met as
select distinct row.id
from onemap_distance_1_reach row join onemap_distance_1_aim aim on ST_Intersects(row.shape, aim.shape)
where ST_Intersects(row.shape, aim.shape);
cache table onemap_distance_1_met;

-- From every vertex to its foot on the other side; the shortest geodesic counts.
create or replace temporary view onemap_distance_1_pair as
select row_number() over (order by id) as id, id as row_id,
  ST_MakeLine(vertex, ST_Affine(ST_ClosestPoint(ST_Affine(other, scale, 0, 0, 1 / scale, 0, 0), ST_Affine(vertex, scale, 0, 0, 1 / scale, 0, 0)), (1 / scale), 0, 0, 1 / (1 / scale), 0, 0)) as shape
from (
  select id, vertex, other, 1.2614355810876112D * cos(lat) / sqrt(1 - 0.00669438002290342D * sin(lat) * sin(lat)) as scale
  from (
    select id, vertex, other, lat0 + ((foot_y + ST_Y(vertex)) / 2 - y0) / sx / meridian_m as lat
    from (
      select *, ST_Y(ST_ClosestPoint(ST_Affine(other, sx, 0, 0, 1 / sx, 0, 0), ST_Affine(vertex, sx, 0, 0, 1 / sx, 0, 0))) * sx as foot_y
      from (
        select id, lat0, y0, sx, meridian_m, other, explode(ST_DumpPoints(shape)) as vertex
        from (
          select row.*, aim.shape as other from onemap_distance_1_reach row join onemap_distance_1_aim aim on ST_Intersects(row.box, aim.shape)
          where row.id not in (select id from onemap_distance_1_met)
        ) as facing
        union all
        select row.id, row.lat0, row.y0, row.sx, row.meridian_m, row.shape as other, vertex
        from onemap_distance_1_reach row join onemap_distance_1_corner corner on ST_Intersects(row.box, corner.vertex)
        where row.id not in (select id from onemap_distance_1_met)
      ) as facing
    ) as first
  ) as half
) as halfway;
cache table onemap_distance_1_pair;
create or replace temporary view onemap_distance_1 as
select id, 0D as metres from onemap_distance_1_met
union all
select row_id as id, min(ST_LengthSpheroid(moved.geom)) as metres
from (
  select id, ST_Transform(shape, '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs', 'EPSG:4490') as geom
  from onemap_distance_1_pair
) as moved join onemap_distance_1_pair pair on pair.id = moved.id
group by row_id;
cache table onemap_distance_1;

-- Distance to model_wells: its features and their vertices, rows with the box that holds the nearest feature, rows that meet one.
create or replace temporary view onemap_distance_2_aim as
select id, shape from (
  select id, ST_Transform(geom, 'EPSG:4490', '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs') as shape
  from `model_wells`
  where not ST_IsEmpty(geom)
) as moved
where id in (select id from `model_wells` where `kind` in ('deep'));
cache table onemap_distance_2_aim;
create or replace temporary view onemap_distance_2_corner as
select id, explode(ST_DumpPoints(shape)) as vertex
from onemap_distance_2_aim;
cache table onemap_distance_2_corner;
create or replace temporary view onemap_distance_2_reach as
select id, shape, lat0, y0, sx, meridian_m, ST_Expand(shape, reach_m / sx, reach_m * sx) as box
from (
  select *, near_m * (1.000001D + least(1D, 4 * (near_m + half_y / sx) / 6378137D)) + 0.001D as reach_m
  from (
    select row.*, ST_Distance(ST_Affine(row.shape, sx, 0, 0, 1 / sx, 0, 0), ST_Affine(nearest.shape, sx, 0, 0, 1 / sx, 0, 0)) as near_m
    from (
      select *, 1.2614355810876112D * cos(lat0) / sqrt(1 - 0.00669438002290342D * sin(lat0) * sin(lat0)) as sx,
        6335439.327083859D / power(1 - 0.00669438002290342D * sin(lat0) * sin(lat0), 1.5) as meridian_m
      from (
        select moved.id, moved.shape, radians((ST_YMin(row.geom) + ST_YMax(row.geom)) / 2) as lat0,
          (ST_YMin(moved.shape) + ST_YMax(moved.shape)) / 2 as y0, (ST_YMax(moved.shape) - ST_YMin(moved.shape)) / 2 as half_y
        from onemap_row row join (
          select id, ST_Transform(geom, 'EPSG:4490', '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs') as shape
          from onemap_row
          where not ST_IsEmpty(geom)
        ) as moved on moved.id = row.id
      ) as middle
    ) as row
    join onemap_distance_2_aim as nearest on ST_KNN(row.shape, nearest.shape, 1, false)
  ) as bounded
) as reached;
cache table onemap_distance_2_reach;
create or replace temporary view onemap_distance_2_met as
select distinct row.id
from onemap_distance_2_reach row join onemap_distance_2_aim aim on ST_Intersects(row.shape, aim.shape)
where ST_Intersects(row.shape, aim.shape);
cache table onemap_distance_2_met;

-- From every vertex to its foot on the other side; the shortest geodesic counts.
create or replace temporary view onemap_distance_2_pair as
select row_number() over (order by id) as id, id as row_id,
  ST_MakeLine(vertex, ST_Affine(ST_ClosestPoint(ST_Affine(other, scale, 0, 0, 1 / scale, 0, 0), ST_Affine(vertex, scale, 0, 0, 1 / scale, 0, 0)), (1 / scale), 0, 0, 1 / (1 / scale), 0, 0)) as shape
from (
  select id, vertex, other, 1.2614355810876112D * cos(lat) / sqrt(1 - 0.00669438002290342D * sin(lat) * sin(lat)) as scale
  from (
    select id, vertex, other, lat0 + ((foot_y + ST_Y(vertex)) / 2 - y0) / sx / meridian_m as lat
    from (
      select *, ST_Y(ST_ClosestPoint(ST_Affine(other, sx, 0, 0, 1 / sx, 0, 0), ST_Affine(vertex, sx, 0, 0, 1 / sx, 0, 0))) * sx as foot_y
      from (
        select id, lat0, y0, sx, meridian_m, other, explode(ST_DumpPoints(shape)) as vertex
        from (
          select row.*, aim.shape as other from onemap_distance_2_reach row join onemap_distance_2_aim aim on ST_Intersects(row.box, aim.shape)
          where row.id not in (select id from onemap_distance_2_met)
        ) as facing
        union all
        select row.id, row.lat0, row.y0, row.sx, row.meridian_m, row.shape as other, vertex
        from onemap_distance_2_reach row join onemap_distance_2_corner corner on ST_Intersects(row.box, corner.vertex)
        where row.id not in (select id from onemap_distance_2_met)
      ) as facing
    ) as first
  ) as half
) as halfway;
cache table onemap_distance_2_pair;
create or replace temporary view onemap_distance_2 as
select id, 0D as metres from onemap_distance_2_met
union all
select row_id as id, min(ST_LengthSpheroid(moved.geom)) as metres
from (
  select id, ST_Transform(shape, '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs', 'EPSG:4490') as geom
  from onemap_distance_2_pair
) as moved join onemap_distance_2_pair pair on pair.id = moved.id
group by row_id;
cache table onemap_distance_2;

-- Distance to model_zones: its features and their vertices, rows with the box that holds the nearest feature, rows that meet one.
create or replace temporary view onemap_distance_3_aim as
select id, shape from (
  select id, ST_Transform(geom, 'EPSG:4490', '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs') as shape
  from `model_zones`
  where not ST_IsEmpty(geom)
) as moved
where id in (select id from `model_zones` where true);
cache table onemap_distance_3_aim;
create or replace temporary view onemap_distance_3_corner as
select id, explode(ST_DumpPoints(shape)) as vertex
from onemap_distance_3_aim;
cache table onemap_distance_3_corner;
create or replace temporary view onemap_distance_3_reach as
select id, shape, lat0, y0, sx, meridian_m, ST_Expand(shape, reach_m / sx, reach_m * sx) as box
from (
  select *, near_m * (1.000001D + least(1D, 4 * (near_m + half_y / sx) / 6378137D)) + 0.001D as reach_m
  from (
    select row.*, ST_Distance(ST_Affine(row.shape, sx, 0, 0, 1 / sx, 0, 0), ST_Affine(nearest.shape, sx, 0, 0, 1 / sx, 0, 0)) as near_m
    from (
      select *, 1.2614355810876112D * cos(lat0) / sqrt(1 - 0.00669438002290342D * sin(lat0) * sin(lat0)) as sx,
        6335439.327083859D / power(1 - 0.00669438002290342D * sin(lat0) * sin(lat0), 1.5) as meridian_m
      from (
        select moved.id, moved.shape, radians((ST_YMin(row.geom) + ST_YMax(row.geom)) / 2) as lat0,
          (ST_YMin(moved.shape) + ST_YMax(moved.shape)) / 2 as y0, (ST_YMax(moved.shape) - ST_YMin(moved.shape)) / 2 as half_y
        from onemap_row row join (
          select id, ST_Transform(geom, 'EPSG:4490', '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs') as shape
          from onemap_row
          where not ST_IsEmpty(geom)
        ) as moved on moved.id = row.id
      ) as middle
    ) as row
    join onemap_distance_3_aim as nearest on ST_KNN(row.shape, nearest.shape, 1, false)
  ) as bounded
) as reached;
cache table onemap_distance_3_reach;
create or replace temporary view onemap_distance_3_met as
select distinct row.id
from onemap_distance_3_reach row join onemap_distance_3_aim aim on ST_Intersects(row.shape, aim.shape)
where ST_Intersects(row.shape, aim.shape);
cache table onemap_distance_3_met;

-- From every vertex to its foot on the other side; the shortest geodesic counts.
create or replace temporary view onemap_distance_3_pair as
select row_number() over (order by id) as id, id as row_id,
  ST_MakeLine(vertex, ST_Affine(ST_ClosestPoint(ST_Affine(other, scale, 0, 0, 1 / scale, 0, 0), ST_Affine(vertex, scale, 0, 0, 1 / scale, 0, 0)), (1 / scale), 0, 0, 1 / (1 / scale), 0, 0)) as shape
from (
  select id, vertex, other, 1.2614355810876112D * cos(lat) / sqrt(1 - 0.00669438002290342D * sin(lat) * sin(lat)) as scale
  from (
    select id, vertex, other, lat0 + ((foot_y + ST_Y(vertex)) / 2 - y0) / sx / meridian_m as lat
    from (
      select *, ST_Y(ST_ClosestPoint(ST_Affine(other, sx, 0, 0, 1 / sx, 0, 0), ST_Affine(vertex, sx, 0, 0, 1 / sx, 0, 0))) * sx as foot_y
      from (
        select id, lat0, y0, sx, meridian_m, other, explode(ST_DumpPoints(shape)) as vertex
        from (
          select row.*, aim.shape as other from onemap_distance_3_reach row join onemap_distance_3_aim aim on ST_Intersects(row.box, aim.shape)
          where row.id not in (select id from onemap_distance_3_met)
        ) as facing
        union all
        select row.id, row.lat0, row.y0, row.sx, row.meridian_m, row.shape as other, vertex
        from onemap_distance_3_reach row join onemap_distance_3_corner corner on ST_Intersects(row.box, corner.vertex)
        where row.id not in (select id from onemap_distance_3_met)
      ) as facing
    ) as first
  ) as half
) as halfway;
cache table onemap_distance_3_pair;
create or replace temporary view onemap_distance_3 as
select id, 0D as metres from onemap_distance_3_met
union all
select row_id as id, min(ST_LengthSpheroid(moved.geom)) as metres
from (
  select id, ST_Transform(shape, '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs', 'EPSG:4490') as geom
  from onemap_distance_3_pair
) as moved join onemap_distance_3_pair pair on pair.id = moved.id
group by row_id;
cache table onemap_distance_3;

-- Features of later-zones in the plane.
create or replace temporary view onemap_zone_1 as
select id, case when ST_IsValid(shape) then shape else ST_MakeValid(shape, false) end as shape
from (
  select id, ST_Transform(geom, 'EPSG:4490', '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs') as shape
  from `model_later_zones`
  where not ST_IsEmpty(geom)
) as moved;
cache table onemap_zone_1;

-- What features of later-zones share with each row.
create or replace temporary view onemap_part_1 as
select row_id, zone_id, piece, area_m2
from (
  select row_id, zone_id, piece, ST_Area(piece) as area_m2
  from (
    select row.id as row_id, zone.id as zone_id, ST_Intersection(row.shape, zone.shape) as piece
    from onemap_row row join onemap_zone_1 zone on ST_Intersects(row.shape, zone.shape)
  ) as cut
) as measured
where area_m2 > 0.0001;
cache table onemap_part_1;

-- What later-zones covers of each row: the sum of the pieces, or their union where some lie on each other.
create or replace temporary view onemap_cover_4_kept as
select part.row_id, part.zone_id, part.piece, part.area_m2
from onemap_part_1 part
join `model_later_zones` feature on feature.id = part.zone_id
where true;
cache table onemap_cover_4_kept;
create or replace temporary view onemap_cover_4_twice as
select distinct a.row_id
from onemap_cover_4_kept a
join onemap_cover_4_kept b on a.row_id = b.row_id and a.zone_id < b.zone_id and ST_Intersects(a.piece, b.piece)
where ST_Area(ST_Intersection(a.piece, b.piece)) > 0.0001;
cache table onemap_cover_4_twice;
create or replace temporary view onemap_cover_4 as
select row_id as id, sum(area_m2) as area_m2
from onemap_cover_4_kept
where row_id not in (select row_id from onemap_cover_4_twice)
group by row_id
union all
select row_id as id, ST_Area(ST_Union_Aggr(piece)) as area_m2
from onemap_cover_4_kept
where row_id in (select row_id from onemap_cover_4_twice)
group by row_id;
cache table onemap_cover_4;

-- What later-zones covers of each row: the sum of the pieces, or their union where some lie on each other.
create or replace temporary view onemap_cover_5_kept as
select part.row_id, part.zone_id, part.piece, part.area_m2
from onemap_part_1 part
join `model_later_zones` feature on feature.id = part.zone_id
where feature.`code` in ('0101', '9999');
cache table onemap_cover_5_kept;
create or replace temporary view onemap_cover_5_twice as
select distinct a.row_id
from onemap_cover_5_kept a
join onemap_cover_5_kept b on a.row_id = b.row_id and a.zone_id < b.zone_id and ST_Intersects(a.piece, b.piece)
where ST_Area(ST_Intersection(a.piece, b.piece)) > 0.0001;
cache table onemap_cover_5_twice;
create or replace temporary view onemap_cover_5 as
select row_id as id, sum(area_m2) as area_m2
from onemap_cover_5_kept
where row_id not in (select row_id from onemap_cover_5_twice)
group by row_id
union all
select row_id as id, ST_Area(ST_Union_Aggr(piece)) as area_m2
from onemap_cover_5_kept
where row_id in (select row_id from onemap_cover_5_twice)
group by row_id;
cache table onemap_cover_5;

-- What later-zones covers of each row: the sum of the pieces, or their union where some lie on each other.
create or replace temporary view onemap_cover_6_kept as
select part.row_id, part.zone_id, part.piece, part.area_m2
from onemap_part_1 part
join `model_later_zones` feature on feature.id = part.zone_id
where feature.`code` in ('0101', '0102');
cache table onemap_cover_6_kept;
create or replace temporary view onemap_cover_6_twice as
select distinct a.row_id
from onemap_cover_6_kept a
join onemap_cover_6_kept b on a.row_id = b.row_id and a.zone_id < b.zone_id and ST_Intersects(a.piece, b.piece)
where ST_Area(ST_Intersection(a.piece, b.piece)) > 0.0001;
cache table onemap_cover_6_twice;
create or replace temporary view onemap_cover_6 as
select row_id as id, sum(area_m2) as area_m2
from onemap_cover_6_kept
where row_id not in (select row_id from onemap_cover_6_twice)
group by row_id
union all
select row_id as id, ST_Area(ST_Union_Aggr(piece)) as area_m2
from onemap_cover_6_kept
where row_id in (select row_id from onemap_cover_6_twice)
group by row_id;
cache table onemap_cover_6;

-- What later-zones covers of each row: the sum of the pieces, or their union where some lie on each other.
create or replace temporary view onemap_cover_7_kept as
select part.row_id, part.zone_id, part.piece, part.area_m2
from onemap_part_1 part
join `model_later_zones` feature on feature.id = part.zone_id
where feature.`code` in ('0101');
cache table onemap_cover_7_kept;
create or replace temporary view onemap_cover_7_twice as
select distinct a.row_id
from onemap_cover_7_kept a
join onemap_cover_7_kept b on a.row_id = b.row_id and a.zone_id < b.zone_id and ST_Intersects(a.piece, b.piece)
where ST_Area(ST_Intersection(a.piece, b.piece)) > 0.0001;
cache table onemap_cover_7_twice;
create or replace temporary view onemap_cover_7 as
select row_id as id, sum(area_m2) as area_m2
from onemap_cover_7_kept
where row_id not in (select row_id from onemap_cover_7_twice)
group by row_id
union all
select row_id as id, ST_Area(ST_Union_Aggr(piece)) as area_m2
from onemap_cover_7_kept
where row_id in (select row_id from onemap_cover_7_twice)
group by row_id;
cache table onemap_cover_7;

-- Features of zones in the plane.
create or replace temporary view onemap_zone_2 as
select id, case when ST_IsValid(shape) then shape else ST_MakeValid(shape, false) end as shape
from (
  select id, ST_Transform(geom, 'EPSG:4490', '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs') as shape
  from `model_zones`
  where not ST_IsEmpty(geom)
) as moved;
cache table onemap_zone_2;

-- What features of zones share with each row.
create or replace temporary view onemap_part_2 as
select row_id, zone_id, piece, area_m2
from (
  select row_id, zone_id, piece, ST_Area(piece) as area_m2
  from (
    select row.id as row_id, zone.id as zone_id, ST_Intersection(row.shape, zone.shape) as piece
    from onemap_row row join onemap_zone_2 zone on ST_Intersects(row.shape, zone.shape)
  ) as cut
) as measured
where area_m2 > 0.0001;
cache table onemap_part_2;

-- What zones covers of each row: the sum of the pieces, or their union where some lie on each other.
create or replace temporary view onemap_cover_8_kept as
select part.row_id, part.zone_id, part.piece, part.area_m2
from onemap_part_2 part
join `model_zones` feature on feature.id = part.zone_id
where feature.`code` in ('0102');
cache table onemap_cover_8_kept;
create or replace temporary view onemap_cover_8_twice as
select distinct a.row_id
from onemap_cover_8_kept a
join onemap_cover_8_kept b on a.row_id = b.row_id and a.zone_id < b.zone_id and ST_Intersects(a.piece, b.piece)
where ST_Area(ST_Intersection(a.piece, b.piece)) > 0.0001;
cache table onemap_cover_8_twice;
create or replace temporary view onemap_cover_8 as
select row_id as id, sum(area_m2) as area_m2
from onemap_cover_8_kept
where row_id not in (select row_id from onemap_cover_8_twice)
group by row_id
union all
select row_id as id, ST_Area(ST_Union_Aggr(piece)) as area_m2
from onemap_cover_8_kept
where row_id in (select row_id from onemap_cover_8_twice)
group by row_id;
cache table onemap_cover_8;

-- What later-zones covers of each row: the sum of the pieces, or their union where some lie on each other.
create or replace temporary view onemap_cover_9_kept as
select part.row_id, part.zone_id, part.piece, part.area_m2
from onemap_part_1 part
join `model_later_zones` feature on feature.id = part.zone_id
where feature.`code` in ('0102');
cache table onemap_cover_9_kept;
create or replace temporary view onemap_cover_9_twice as
select distinct a.row_id
from onemap_cover_9_kept a
join onemap_cover_9_kept b on a.row_id = b.row_id and a.zone_id < b.zone_id and ST_Intersects(a.piece, b.piece)
where ST_Area(ST_Intersection(a.piece, b.piece)) > 0.0001;
cache table onemap_cover_9_twice;
create or replace temporary view onemap_cover_9 as
select row_id as id, sum(area_m2) as area_m2
from onemap_cover_9_kept
where row_id not in (select row_id from onemap_cover_9_twice)
group by row_id
union all
select row_id as id, ST_Area(ST_Union_Aggr(piece)) as area_m2
from onemap_cover_9_kept
where row_id in (select row_id from onemap_cover_9_twice)
group by row_id;
cache table onemap_cover_9;

-- Classes of later-zones in each row.
create or replace temporary view onemap_mix_10 as
select row_id as id, max(total_m2) as total_m2, sum(patches) as patches, count(*) as classes,
  - sum(class_m2 / total_m2 * ln(class_m2 / total_m2)) / ln(2D) as diversity
from (
  select *, sum(class_m2) over (partition by row_id) as total_m2
  from (
    select part.row_id, feature.`code` as class, sum(part.area_m2) as class_m2, count(*) as patches
    from onemap_part_1 part
    join `model_later_zones` feature on feature.id = part.zone_id
    group by part.row_id, feature.`code`
  ) as classes
) as shares
group by row_id;
cache table onemap_mix_10;

-- Values of the indicators: v1 areaHa, v2 perimeter, v3 shape, v4 compact, v5 registered, v6 road, v7 well, v8 zone, v9 inside, v10 coded, v11 ratio, v12 loss, v13 diversity, v14 evenness, v15 dominance, v16 patch, v17 density, v18 class.
create or replace temporary view onemap_value as
select row.id,
  nullif(trim(both ' \t\r\n\u00a0\u3000' from `QSXZ`), '') as g1,
  row.area_m2,
  case when row.area_m2 > 0 then row.area_m2 / 10000D end as v1,
  case when row.area_m2 > 0 then ST_LengthSpheroid(row.geom) end as v2,
  case when row.area_m2 > 0 then ST_LengthSpheroid(row.geom) / (4 * sqrt(row.area_m2)) end as v3,
  case when row.area_m2 > 0 then 4 * pi() * row.area_m2 / (ST_LengthSpheroid(row.geom) * ST_LengthSpheroid(row.geom)) end as v4,
  row.`TBMJ` as v5,
  onemap_distance_1.metres as v6,
  onemap_distance_2.metres as v7,
  onemap_distance_3.metres as v8,
  case when row.area_m2 > 0 then least(100D, 100D * coalesce(onemap_cover_4.area_m2, 0D) / row.area_m2) end as v9,
  case when row.area_m2 > 0 then least(100D, 100D * coalesce(onemap_cover_5.area_m2, 0D) / row.area_m2) end as v10,
  case when coalesce(onemap_cover_6.area_m2, 0D) > 0 then coalesce(onemap_cover_7.area_m2, 0D) / coalesce(onemap_cover_6.area_m2, 0D) end as v11,
  case when coalesce(onemap_cover_8.area_m2, 0D) > 0 then case when coalesce(onemap_cover_8.area_m2, 0D) - coalesce(onemap_cover_9.area_m2, 0D) > 0.01D then 1 - coalesce(onemap_cover_9.area_m2, 0D) / coalesce(onemap_cover_8.area_m2, 0D) else 0D end end as v12,
  onemap_mix_10.diversity as v13,
  case when onemap_mix_10.classes = 1 then 0D else onemap_mix_10.diversity / (ln(onemap_mix_10.classes) / ln(2D)) end as v14,
  case when (ln(onemap_mix_10.classes) / ln(2D)) > onemap_mix_10.diversity then (ln(onemap_mix_10.classes) / ln(2D)) - onemap_mix_10.diversity when onemap_mix_10.classes > 0 then 0D end as v15,
  onemap_mix_10.total_m2 / onemap_mix_10.patches / 10000 as v16,
  onemap_mix_10.patches / onemap_mix_10.total_m2 * 10000 as v17,
  row.`DLBM` as v18
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
cache table onemap_value;

-- Scores 0…100: f1 areaHa, f2 perimeter, f3 shape, f4 compact, f5 registered, f6 road, f7 well, f8 zone, f9 inside, f10 coded, f11 ratio, f12 loss, f13 diversity, f14 evenness, f15 dominance, f16 patch, f17 density, f18 class.
create or replace temporary view onemap_score as
select *,
  100D * (case when v1 is null then null when (max(v1) over ()) - (min(v1) over ()) > 1e-9D * greatest(abs((max(v1) over ())), abs((min(v1) over ()))) then least(1D, greatest(0D, (v1 - (min(v1) over ())) / ((max(v1) over ()) - (min(v1) over ())))) else 0.5D end) as f1,
  100D * (1 - (1 / (1 + exp(4.595D - 9.19D * (case when v2 is null then null when (max(v2) over ()) - (min(v2) over ()) > 1e-9D * greatest(abs((max(v2) over ())), abs((min(v2) over ()))) then least(1D, greatest(0D, (v2 - (min(v2) over ())) / ((max(v2) over ()) - (min(v2) over ())))) else 0.5D end))))) as f2,
  100D * case when v3 >= 1.4D then 0D when v3 <= 1.05D then 1D when v3 is not null then 1 / (1 + 2D * (v3 - 1.05D) * (v3 - 1.05D)) end as f3,
  100D * case when v4 <= -1D or v4 >= 1.5D then 0D when v4 is not null then 1 / (1 + 3D * (v4 - 0.8D) * (v4 - 0.8D)) end as f4,
  100D * case when v5 <= 3610D then 0D when v5 >= 3900D then 1D when v5 is not null then 1 / (1 + 0.00001D * (v5 - 3900D) * (v5 - 3900D)) end as f5,
  100D * (1 - (case when v6 is null then null when 500D - 0D > 1e-9D * greatest(abs(500D), abs(0D)) then least(1D, greatest(0D, (v6 - 0D) / (500D - 0D))) else 0.5D end)) as f6,
  case when v7 >= 600D then 3D when v7 >= 200.5D then 40D when v7 is not null then 90D end as f7,
  100D * (case when v8 is null then null when (max(v8) over ()) - (min(v8) over ()) > 1e-9D * greatest(abs((max(v8) over ())), abs((min(v8) over ()))) then least(1D, greatest(0D, (v8 - (min(v8) over ())) / ((max(v8) over ()) - (min(v8) over ())))) else 0.5D end) as f8,
  100D * (1 - (1 / (1 + exp(4.595D - 9.19D * (case when v9 is null then null when (max(v9) over ()) - (min(v9) over ()) > 1e-9D * greatest(abs((max(v9) over ())), abs((min(v9) over ()))) then least(1D, greatest(0D, (v9 - (min(v9) over ())) / ((max(v9) over ()) - (min(v9) over ())))) else 0.5D end))))) as f9,
  100D * case when v10 >= 1.4D then 0D when v10 <= 1.05D then 1D when v10 is not null then 1 / (1 + 2D * (v10 - 1.05D) * (v10 - 1.05D)) end as f10,
  100D * case when v11 <= -1D or v11 >= 1.5D then 0D when v11 is not null then 1 / (1 + 3D * (v11 - 0.8D) * (v11 - 0.8D)) end as f11,
  100D * case when v12 <= 3610D then 0D when v12 >= 3900D then 1D when v12 is not null then 1 / (1 + 0.00001D * (v12 - 3900D) * (v12 - 3900D)) end as f12,
  100D * (1 - (case when v13 is null then null when 500D - 0D > 1e-9D * greatest(abs(500D), abs(0D)) then least(1D, greatest(0D, (v13 - 0D) / (500D - 0D))) else 0.5D end)) as f13,
  case when v14 >= 600D then 3D when v14 >= 200.5D then 40D when v14 is not null then 90D end as f14,
  100D * (case when v15 is null then null when (max(v15) over ()) - (min(v15) over ()) > 1e-9D * greatest(abs((max(v15) over ())), abs((min(v15) over ()))) then least(1D, greatest(0D, (v15 - (min(v15) over ())) / ((max(v15) over ()) - (min(v15) over ())))) else 0.5D end) as f15,
  100D * (1 - (1 / (1 + exp(4.595D - 9.19D * (case when v16 is null then null when (max(v16) over ()) - (min(v16) over ()) > 1e-9D * greatest(abs((max(v16) over ())), abs((min(v16) over ()))) then least(1D, greatest(0D, (v16 - (min(v16) over ())) / ((max(v16) over ()) - (min(v16) over ())))) else 0.5D end))))) as f16,
  100D * case when v17 >= 1.4D then 0D when v17 <= 1.05D then 1D when v17 is not null then 1 / (1 + 2D * (v17 - 1.05D) * (v17 - 1.05D)) end as f17,
  case when v18 is null or v18 = '' then cast(null as double) when coalesce(nullif(trim(both ' \t\r\n\u00a0\u3000' from v18), ''), '') = '0101' then 90D when coalesce(nullif(trim(both ' \t\r\n\u00a0\u3000' from v18), ''), '') = '0102' then 90D when coalesce(nullif(trim(both ' \t\r\n\u00a0\u3000' from v18), ''), '') = '0305' then 4D when coalesce(nullif(trim(both ' \t\r\n\u00a0\u3000' from v18), ''), '') = '1106' then 7D else 50D end as f18
from onemap_value;
cache table onemap_score;

-- The combined score, and the rule that limits it (−1: none).
create or replace temporary view onemap_limited as
select id, g1, area_m2, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15, v16, v17, v18, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18,
  case when (combined is not null and coalesce(f18 < 5D, false)) then combined else least(combined, case when (combined is not null and coalesce(f18 < 8D, false)) then 30D end) end as score,
  case when (combined is not null and coalesce(f18 < 5D, false)) then 1 when (combined is not null and coalesce(f18 < 8D, false)) and 30D < combined and 30D = least(combined, case when (combined is not null and coalesce(f18 < 8D, false)) then 30D end) then 0 else -1 end as rule,
  (combined is not null and coalesce(f18 < 5D, false)) as is_vetoed
from (
  select *,
    case when case when f1 is null then 0D else 0.05D end + case when f2 is null then 0D else 0.05D end + case when f3 is null then 0D else 0.05D end + case when f4 is null then 0D else 0.05D end + case when f5 is null then 0D else 0.05D end + case when f6 is null then 0D else 0.05D end + case when f7 is null then 0D else 0.05D end + case when f8 is null then 0D else 0.05D end + case when f9 is null then 0D else 0.05D end + case when f10 is null then 0D else 0.05D end + case when f11 is null then 0D else 0.05D end + case when f12 is null then 0D else 0.05D end + case when f13 is null then 0D else 0.05D end + case when f14 is null then 0D else 0.05D end + case when f15 is null then 0D else 0.05D end + case when f16 is null then 0D else 0.05D end + case when f17 is null then 0D else 0.05D end + case when f18 is null then 0D else 0.15D end > 0 then case when f1 is null or f2 is null or f3 is null or f4 is null or f5 is null or f6 is null or f7 is null or f8 is null or f9 is null or f10 is null or f11 is null or f12 is null or f13 is null or f14 is null or f15 is null or f16 is null or f17 is null or f18 is null then (0.05D * coalesce(f1, 0D) + 0.05D * coalesce(f2, 0D) + 0.05D * coalesce(f3, 0D) + 0.05D * coalesce(f4, 0D) + 0.05D * coalesce(f5, 0D) + 0.05D * coalesce(f6, 0D) + 0.05D * coalesce(f7, 0D) + 0.05D * coalesce(f8, 0D) + 0.05D * coalesce(f9, 0D) + 0.05D * coalesce(f10, 0D) + 0.05D * coalesce(f11, 0D) + 0.05D * coalesce(f12, 0D) + 0.05D * coalesce(f13, 0D) + 0.05D * coalesce(f14, 0D) + 0.05D * coalesce(f15, 0D) + 0.05D * coalesce(f16, 0D) + 0.05D * coalesce(f17, 0D) + 0.15D * coalesce(f18, 0D)) * 1.0000000000000002D / (case when f1 is null then 0D else 0.05D end + case when f2 is null then 0D else 0.05D end + case when f3 is null then 0D else 0.05D end + case when f4 is null then 0D else 0.05D end + case when f5 is null then 0D else 0.05D end + case when f6 is null then 0D else 0.05D end + case when f7 is null then 0D else 0.05D end + case when f8 is null then 0D else 0.05D end + case when f9 is null then 0D else 0.05D end + case when f10 is null then 0D else 0.05D end + case when f11 is null then 0D else 0.05D end + case when f12 is null then 0D else 0.05D end + case when f13 is null then 0D else 0.05D end + case when f14 is null then 0D else 0.05D end + case when f15 is null then 0D else 0.05D end + case when f16 is null then 0D else 0.05D end + case when f17 is null then 0D else 0.05D end + case when f18 is null then 0D else 0.15D end) else 0.05D * coalesce(f1, 0D) + 0.05D * coalesce(f2, 0D) + 0.05D * coalesce(f3, 0D) + 0.05D * coalesce(f4, 0D) + 0.05D * coalesce(f5, 0D) + 0.05D * coalesce(f6, 0D) + 0.05D * coalesce(f7, 0D) + 0.05D * coalesce(f8, 0D) + 0.05D * coalesce(f9, 0D) + 0.05D * coalesce(f10, 0D) + 0.05D * coalesce(f11, 0D) + 0.05D * coalesce(f12, 0D) + 0.05D * coalesce(f13, 0D) + 0.05D * coalesce(f14, 0D) + 0.05D * coalesce(f15, 0D) + 0.05D * coalesce(f16, 0D) + 0.05D * coalesce(f17, 0D) + 0.15D * coalesce(f18, 0D) end end as combined
  from onemap_score
) as combining;
cache table onemap_limited;

-- Grades: 1 is the best.
create or replace temporary view onemap_grade as
select id, g1, area_m2, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15, v16, v17, v18, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, score, rule,
  case when score is null then null when is_vetoed then 4 when score >= 51.9999999D then 1 when score >= 47.9999999D then 2 when score >= 39.9999999D then 3 else 4 end as grade
from onemap_limited;
cache table onemap_grade;

-- expected and found must be equal: an engine that lost rows says nothing of it.
select (select count(*) from `layer`) as expected, (select count(*) from onemap_grade) as found;
select (select count(*) from `layer` where not ST_IsEmpty(geom)) as expected, (select count(*) from onemap_row where shape is not null) as found;
select (select count(*) from `model_later_zones` where not ST_IsEmpty(geom)) as expected, (select count(*) from onemap_zone_1 where shape is not null) as found;
select (select count(distinct row_id) from onemap_cover_4_kept) as expected, (select count(*) from onemap_cover_4 where area_m2 > 0) as found;
select (select count(distinct row_id) from onemap_cover_5_kept) as expected, (select count(*) from onemap_cover_5 where area_m2 > 0) as found;
select (select count(distinct row_id) from onemap_cover_6_kept) as expected, (select count(*) from onemap_cover_6 where area_m2 > 0) as found;
select (select count(distinct row_id) from onemap_cover_7_kept) as expected, (select count(*) from onemap_cover_7 where area_m2 > 0) as found;
select (select count(*) from `model_zones` where not ST_IsEmpty(geom)) as expected, (select count(*) from onemap_zone_2 where shape is not null) as found;
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
