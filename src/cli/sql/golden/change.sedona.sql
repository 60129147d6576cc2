-- change for Apache Sedona 1.9 or newer. Needs:
--   `before`: id integer, `DLBM`, `QSXZ`, geom (EPSG:4490)
--   `after`: id integer, `DLBM`, `QSXZ`, geom (EPSG:4490)
-- Polygons are to be valid, repaired before loading (onemap convert --repair): ST_MakeValid has other rules, which give other areas.

-- Every feature in the equal-area plane, where its planar area is the ellipsoidal area by TD/T 1055 on CGCS2000.
create or replace temporary view onemap_before as
select feature.id, part, class, shape, ST_Area(shape) as area_m2
from (
  select id, nullif(trim(both ' \t\r\n\u00a0\u3000' from `QSXZ`), '') as part, nullif(trim(both ' \t\r\n\u00a0\u3000' from `DLBM`), '') as class
  from `before`
) as feature
join (
  select id, case when ST_IsValid(shape) then shape else ST_MakeValid(shape, false) end as shape
  from (
    select id, ST_Transform(geom, 'EPSG:4490', '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs') as shape
    from `before`
    where not ST_IsEmpty(geom)
  ) as moved
) as sound on sound.id = feature.id;
cache table onemap_before;
create or replace temporary view onemap_after as
select feature.id, part, class, shape, ST_Area(shape) as area_m2
from (
  select id, nullif(trim(both ' \t\r\n\u00a0\u3000' from `QSXZ`), '') as part, nullif(trim(both ' \t\r\n\u00a0\u3000' from `DLBM`), '') as class
  from `after`
) as feature
join (
  select id, case when ST_IsValid(shape) then shape else ST_MakeValid(shape, false) end as shape
  from (
    select id, ST_Transform(geom, 'EPSG:4490', '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs') as shape
    from `after`
    where not ST_IsEmpty(geom)
  ) as moved
) as sound on sound.id = feature.id;
cache table onemap_after;

-- What each pair shares.
create or replace temporary view onemap_piece as
select later.id as after_id, earlier.id as before_id, later.area_m2 as after_m2, earlier.area_m2 as before_m2,
  ST_Area(ST_Intersection(later.shape, earlier.shape)) as found_m2
from onemap_after later join onemap_before earlier on ST_Intersects(later.shape, earlier.shape);
cache table onemap_piece;

-- Where features of one epoch overlap each other, pairs are reduced in proportion, first in the later epoch, then in the earlier.
create or replace temporary view onemap_shared as
select after_id, before_id, before_m2, found_m2, once_m2,
  case when sum_m2 > before_m2 + 0.01 then once_m2 * before_m2 / sum_m2 else once_m2 end as area_m2
from (
  select *, sum(once_m2) over (partition by before_id) as sum_m2
  from (
    select after_id, before_id, before_m2, found_m2,
      case when sum_m2 > after_m2 + 0.01 then found_m2 * after_m2 / sum_m2 else found_m2 end as once_m2
    from (
      select *, sum(found_m2) over (partition by after_id) as sum_m2
      from onemap_piece
      where found_m2 > 0.0001
    ) as after_sums
  ) as reduced
) as before_sums;
cache table onemap_shared;

-- What has no counterpart in the other epoch.
create or replace temporary view onemap_rest as
select 'after' as epoch, id, part, class, area_m2 - coalesce(shared_m2, 0) as area_m2
from onemap_after
left join (select after_id, sum(area_m2) as shared_m2 from onemap_shared group by after_id) as shared
  on shared.after_id = id
where area_m2 - coalesce(shared_m2, 0) > 0.01
union all
select 'before' as epoch, id, part, class, area_m2 - coalesce(shared_m2, 0) as area_m2
from onemap_before
left join (select before_id, sum(area_m2) as shared_m2 from onemap_shared group by before_id) as shared
  on shared.before_id = id
where area_m2 - coalesce(shared_m2, 0) > 0.01;
cache table onemap_rest;

-- Every piece with its classes: both epochs, only before (to_class is none), only after (from_class is none).
create or replace temporary view onemap_moved as
select 'both' as epoch, later.part, earlier.class as from_class, later.class as to_class, shared.area_m2, after_id
from onemap_shared shared
join onemap_after later on later.id = after_id
join onemap_before earlier on earlier.id = before_id
union all
select epoch, part,
  case when epoch = 'before' then class end, case when epoch = 'after' then class end,
  area_m2, case when epoch = 'after' then id end
from onemap_rest;
cache table onemap_moved;

-- expected and found must be equal: an engine that lost rows says nothing of it.
select (select count(*) from `before` where not ST_IsEmpty(geom)) as expected, (select count(*) from onemap_before where shape is not null) as found;
select (select count(*) from `after` where not ST_IsEmpty(geom)) as expected, (select count(*) from onemap_after where shape is not null) as found;
select (select count(*) from onemap_after later join onemap_before earlier on ST_Intersects(later.shape, earlier.shape)) as expected, (select count(*) from onemap_piece where found_m2 is not null) as found;

-- The transfer matrix as a list: from class, to class, area; epoch says which side has no counterpart.
select part, epoch, from_class, to_class, count(*) as pairs, sum(area_m2) as area_m2,
  sum(case when area_m2 < 200D and not (epoch = 'both' and from_class is not distinct from to_class) then 1 else 0 end) as slivers,
  sum(case when area_m2 < 200D and not (epoch = 'both' and from_class is not distinct from to_class) then area_m2 else 0 end) as sliver_m2,
  sort_array(collect_set(after_id)) as members
from onemap_moved
group by part, epoch, from_class, to_class
order by part, epoch, from_class, to_class;

-- Every pair of features.
select after_id, before_id, area_m2, found_m2 from onemap_shared order by after_id, before_id;

-- Every feature that has something without counterpart.
select epoch, id, area_m2 from onemap_rest order by epoch, id;
