-- area-summary for PostGIS 3.3 or newer. Needs:
--   "layer": id integer, "DLBM", "QSXZ", "TBMJ", geom (polygons, valid, EPSG:4490)
-- Invalid polygons are to be repaired before loading (onemap convert --repair): ST_MakeValid has other rules, which give other areas.

-- Every feature in the equal-area plane, where its planar area is the ellipsoidal area by TD/T 1055 on CGCS2000.
create temporary table onemap_shape as
select id, dense_rank() over (order by g1 collate "C" nulls last, g2 collate "C" nulls last) as group_id, g1, g2, registered_m2, shape, coalesce(ST_Area(shape), 0) as area_m2
from (
  select
    id,
    nullif(btrim("DLBM", E' \t\r\n\u00a0\u3000'), '') as g1,
    nullif(btrim("QSXZ", E' \t\r\n\u00a0\u3000'), '') as g2,
    "TBMJ" as registered_m2,
    ST_Transform(case when ST_IsEmpty(geom) then null else geom end, '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs') as shape
  from "layer"
) as feature;
create index on onemap_shape using gist (shape);
analyze onemap_shape;

-- What a larger feature covers already: features count from the largest to the smallest, each place once.
create temporary table onemap_twice as
select id, group_id, is_same_group, piece
from (
  select later.id, later.group_id, later.group_id = earlier.group_id as is_same_group,
    ST_Intersection(later.shape, earlier.shape) as piece
  from onemap_shape later
  join onemap_shape earlier on later.shape && earlier.shape and (earlier.area_m2 > later.area_m2 or (earlier.area_m2 = later.area_m2 and earlier.id < later.id))
  where ST_Relate(later.shape, earlier.shape, 'T********')
) as pair
where ST_Area(piece) > 0.0001;
analyze onemap_twice;

-- One line a group, in code order.
select group_id, g1, g2, count(*) as features,
  sum(case when shape is null then 1 else 0 end) as without_shape,
  sum(area_m2) as area_m2,
  sum(registered_m2) as registered_m2,
  sum(case when shape is not null then area_m2 - registered_m2 end) as difference_m2,
  sum(case when shape is not null and registered_m2 is not null then 1 else 0 end) as compared,
  array_agg(id order by id) as members
from onemap_shape
group by group_id, g1, g2
order by group_id;

-- Counted more than once: inside each group (same_m2), and in the whole layer (the sum of all_m2). Net area = area − this.
select group_id, sum(pairs) as pairs, sum(same_m2) as same_m2, sum(all_m2) as all_m2
from (
  select id, group_id, count(*) as pairs,
    coalesce(ST_Area(ST_Union(piece) filter (where is_same_group)), 0) as same_m2,
    ST_Area(ST_Union(piece)) as all_m2
  from onemap_twice
  group by id, group_id
) as covered
group by group_id;
