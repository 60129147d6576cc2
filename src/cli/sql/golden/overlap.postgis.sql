-- overlap for PostGIS 3.3 or newer. Needs:
--   "subject": id integer, geom (EPSG:4490)
--   "against": id integer, geom (EPSG:4490)
-- Polygons are to be valid, repaired before loading (onemap convert --repair): ST_MakeValid has other rules, which give other areas.

-- Every feature in the equal-area plane, where its planar area is the ellipsoidal area by TD/T 1055 on CGCS2000.
create temporary table onemap_subject as
select id, shape, ST_Area(shape) as area_m2
from (
  select id, case when ST_IsValid(shape) then shape else ST_MakeValid(shape, 'method=structure keepcollapsed=false') end as shape
  from (
    select ids[i] as id, ST_GeometryN(batch, i) as shape
    from (
      select array_agg(id order by id) as ids, ST_Transform(ST_Collect(geom order by id), '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs') as batch
      from "subject"
      where not ST_IsEmpty(geom)
      group by id / 500
    ) as batches, generate_series(1, array_length(ids, 1)) as i
  ) as moved
) as sound;
create index on onemap_subject using gist (shape);
analyze onemap_subject;
create temporary table onemap_zone as
select 0 as layer, id, shape
from (
  select id, case when ST_IsValid(shape) then shape else ST_MakeValid(shape, 'method=structure keepcollapsed=false') end as shape
  from (
    select ids[i] as id, ST_GeometryN(batch, i) as shape
    from (
      select array_agg(id order by id) as ids, ST_Transform(ST_Collect(geom order by id), '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs') as batch
      from "against"
      where not ST_IsEmpty(geom)
      group by id / 500
    ) as batches, generate_series(1, array_length(ids, 1)) as i
  ) as moved
) as sound;
create index on onemap_zone using gist (shape);
analyze onemap_zone;

-- What each pair shares.
create temporary table onemap_piece as
select subject.id as subject, zone.layer, zone.id as zone, ST_Intersection(subject.shape, zone.shape) as piece
from onemap_subject subject
join onemap_zone zone on subject.shape && zone.shape;
analyze onemap_piece;
create temporary table onemap_pair as
select subject, layer, zone, piece, area_m2
from (select *, ST_Area(piece) as area_m2 from onemap_piece) as measured
where area_m2 > 0.0001;
analyze onemap_pair;

-- What all zones together cover of each subject, every place once, without what is ignored.
create temporary table onemap_covered as
select subject as id, ST_Union(piece, 0.0000001) as shape, ST_Area(ST_Union(piece, 0.0000001)) as area_m2
from onemap_pair
where area_m2 >= 0.5
group by subject;
create index on onemap_covered using gist (shape);
analyze onemap_covered;

-- What larger subjects hold already, of the subjects and of what is covered of them.
create temporary table onemap_subject_twice as
select later.id, ST_Intersection(later.shape, earlier.shape) as piece
from onemap_subject later join onemap_subject earlier on later.shape && earlier.shape and (earlier.area_m2 > later.area_m2 or (earlier.area_m2 = later.area_m2 and earlier.id < later.id));
analyze onemap_subject_twice;
create temporary table onemap_covered_twice as
select later.id, ST_Intersection(later.shape, earlier.shape) as piece
from onemap_covered later join onemap_covered earlier on later.shape && earlier.shape and (earlier.area_m2 > later.area_m2 or (earlier.area_m2 = later.area_m2 and earlier.id < later.id));
analyze onemap_covered_twice;

-- expected and found must be equal: an engine that lost rows says nothing of it.
select (select count(*) from "subject" where not ST_IsEmpty(geom)) as expected, (select count(*) from onemap_subject where shape is not null) as found;
select (select count(*) from "against" where not ST_IsEmpty(geom)) as expected, (select count(*) from onemap_zone where layer = 0 and shape is not null) as found;
select (select count(*) from onemap_subject subject join onemap_zone zone on subject.shape && zone.shape) as expected, (select count(*) from onemap_piece) as found;
select (select count(distinct subject) from onemap_pair where area_m2 >= 0.5) as expected, (select count(*) from onemap_covered where area_m2 > 0) as found;
select (select count(*) from onemap_subject later join onemap_subject earlier on later.shape && earlier.shape and (earlier.area_m2 > later.area_m2 or (earlier.area_m2 = later.area_m2 and earlier.id < later.id))) as expected, (select count(*) from onemap_subject_twice) as found;
select (select count(*) from onemap_covered later join onemap_covered earlier on later.shape && earlier.shape and (earlier.area_m2 > later.area_m2 or (earlier.area_m2 = later.area_m2 and earlier.id < later.id))) as expected, (select count(*) from onemap_covered_twice) as found;

-- Every pair: area_m2 in rows, its sum is the total.
select subject, layer, zone, area_m2 from onemap_pair order by subject, layer, zone;

-- Every subject: its area, and what is covered of it once.
select subject.id, subject.area_m2, coalesce(covered.area_m2, 0) as net_m2
from onemap_subject subject
left join onemap_covered covered on covered.id = subject.id
order by subject.id;

-- What several subjects hold: of their areas, and of what is covered. Net total = sum of net_m2 − covered; union = sum of area_m2 − subject.
select 'subject' as what, coalesce(sum(area_m2), 0) as area_m2
from (
  select id, ST_Area(ST_Union(piece, 0.0000001)) as area_m2
  from onemap_subject_twice
  where ST_Area(piece) > 0.0001
  group by id
) as subject
union all
select 'covered' as what, coalesce(sum(area_m2), 0) as area_m2
from (
  select id, ST_Area(ST_Union(piece, 0.0000001)) as area_m2
  from onemap_covered_twice
  where ST_Area(piece) > 0.0001
  group by id
) as covered;
