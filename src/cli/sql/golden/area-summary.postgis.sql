-- area-summary for PostGIS 3.3 or newer. Needs:
--   "layer": id integer, "DLBM", "QSXZ", "TBMJ", geom (EPSG:4490)
-- Polygons are to be valid, repaired before loading (onemap convert --repair): ST_MakeValid has other rules, which give other areas.

-- Every feature in the equal-area plane, where its planar area is the ellipsoidal area by TD/T 1055 on CGCS2000.
create temporary table onemap_shape as
select feature.id, dense_rank() over (order by g1 collate "C" nulls last, g2 collate "C" nulls last) as group_id, g1, g2, registered_m2,
  shape, coalesce(ST_Area(shape), 0) as area_m2
from (
  select
    id,
    nullif(btrim("DLBM", E' \t\r\n\u00a0\u3000'), '') as g1,
    nullif(btrim("QSXZ", E' \t\r\n\u00a0\u3000'), '') as g2,
    "TBMJ" as registered_m2
  from "layer"
) as feature
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
create index on onemap_shape using gist (shape);
analyze onemap_shape;

-- What a larger feature covers already: features count from the largest to the smallest, each place once.
create temporary table onemap_twice as
select later.id, later.group_id, later.group_id = earlier.group_id as is_same_group, ST_Intersection(later.shape, earlier.shape) as piece
from onemap_shape later join onemap_shape earlier on later.shape && earlier.shape and (earlier.area_m2 > later.area_m2 or (earlier.area_m2 = later.area_m2 and earlier.id < later.id));
analyze onemap_twice;

-- expected and found must be equal: an engine that lost rows says nothing of it.
select (select count(*) from "layer" where not ST_IsEmpty(geom)) as expected, (select count(*) from onemap_shape where shape is not null) as found;
select (select count(*) from onemap_shape later join onemap_shape earlier on later.shape && earlier.shape and (earlier.area_m2 > later.area_m2 or (earlier.area_m2 = later.area_m2 and earlier.id < later.id))) as expected, (select count(*) from onemap_twice) as found;

-- One line a group, in code order.
select group_id, g1, g2, count(*) as features,
  sum(case when shape is null then 1 else 0 end) as without_shape,
  sum(area_m2) as area_m2,
  sum(registered_m2) as registered_m2,
  sum(case when shape is not null then area_m2 - registered_m2 end) as difference_m2,
  sum(case when shape is not null and registered_m2 is not null then 1 else 0 end) as compared,
  array_agg(distinct id order by id) filter (where id is not null) as members
from onemap_shape
group by group_id, g1, g2
order by group_id;

-- Counted more than once: inside each group (same_m2), and in the whole layer (the sum of all_m2). Net area = area − this.
select group_id, sum(pairs) as pairs, sum(same_m2) as same_m2, sum(all_m2) as all_m2
from (
  select id, group_id, count(*) as pairs,
    coalesce(ST_Area(ST_Union(piece, 0.0000001) filter (where is_same_group)), 0) as same_m2,
    ST_Area(ST_Union(piece, 0.0000001)) as all_m2
  from onemap_twice
  where ST_Area(piece) > 0.0001
  group by id, group_id
) as covered
group by group_id;
