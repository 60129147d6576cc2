# python3 scripts/golden/shipped.py: writes tests/golden/shipped.json, what two grading schemes and a raster give on the shipped layers when
# other programs do all of it: PROJ and shapely (GEOS) for areas and covers, GeographicLib for lengths, numpy for scores and breaks. Formulas are
# written out from the schemes and their sources. Debian: python3-shapely python3-fiona python3-rasterio python3-pyproj python3-geographiclib.
import collections, hashlib, json, math, os
import fiona, numpy, pyproj, rasterio, shapely
from geographiclib.geodesic import Geodesic
from shapely.geometry import LineString, Polygon, box, shape
from shapely.ops import nearest_points, transform, unary_union
from shapely.strtree import STRtree

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../..')
LAYERS = os.path.join(ROOT, 'data/layers')
STEP = 97
CEA = '+proj=cea +lon_0=118.75 +lat_ts=37.65 +ellps=GRS80 +units=m'
forward = pyproj.Transformer.from_crs('EPSG:4490', CEA, always_xy=True).transform
back = pyproj.Transformer.from_crs(CEA, 'EPSG:4490', always_xy=True).transform
earth = Geodesic(6378137, 1 / 298.257222101)
USED = {}

def read(name, ext='fgb'):
    path = os.path.join(LAYERS, f'{name}.{ext}')
    USED[name] = hashlib.sha256(open(path, 'rb').read()).hexdigest()
    if ext == 'tif':
        with rasterio.open(path) as file: return file.read(1), file.transform, file.nodata
    with fiona.open(path) as file: return [(dict(f['properties']), shape(f['geometry'])) for f in file]
plane = lambda shape_: transform(lambda x, y, z=None: forward(x, y), shape_)
parts = lambda shape_: list(getattr(shape_, 'geoms', [shape_]))
rings = lambda polygon: [polygon.exterior, *polygon.interiors]

def perimeter(shape_):
    total = 0
    for ring in [r for part in parts(shape_) for r in rings(part)]:
        line = earth.Polygon(False)
        for x, y in list(ring.coords)[:-1]: line.AddPoint(y, x)
        total += line.Compute(False, True)[1]
    return total

def divided(coords, step=50):
    at = numpy.array(coords)
    out = [at[:1]]
    for a, b in zip(at[:-1], at[1:]):
        count = max(1, math.ceil(numpy.hypot(*(b - a)) / step))
        out.append(a + (b - a) * (numpy.arange(1, count + 1) / count)[:, None])
    return numpy.vstack(out)

def distance(polygon, lines):
    """Edges straight in the plane, nearest points in a transverse Mercator plane of the polygon's own, the geodesic between them."""
    near = min(line.distance(polygon) for line in lines)
    if near == 0: return 0
    lng, lat = back(*polygon.centroid.coords[0])
    local = pyproj.Transformer.from_crs('EPSG:4490', f'+proj=tmerc +lon_0={lng} +lat_0={lat} +ellps=GRS80', always_xy=True)
    def moved(coords):
        at = divided(coords)
        return numpy.column_stack(local.transform(*back(at[:, 0], at[:, 1])))
    own = unary_union([Polygon(moved(p.exterior.coords), [moved(r.coords) for r in p.interiors]).buffer(0) for p in parts(polygon)])
    best = math.inf
    for line in lines:
        if line.distance(polygon) > near * 1.02 + 5: continue
        (x0, y0), (x1, y1) = (point.coords[0] for point in nearest_points(own, LineString(moved(line.coords))))
        a, b = local.transform(x0, y0, direction='INVERSE'), local.transform(x1, y1, direction='INVERSE')
        best = min(best, earth.Inverse(a[1], a[0], b[1], b[0])['s12'])
    return best

def cells(shape_, raster):
    """Value and share of every cell that is inside in part or whole, cut by GEOS in degrees."""
    values, t, nodata = raster
    x0, y0, x1, y1 = shape_.bounds
    found = []
    for row in range(max(0, int((y1 - t.f) // t.e)), min(values.shape[0], int((y0 - t.f) // t.e) + 1)):
        for column in range(max(0, int((x0 - t.c) // t.a)), min(values.shape[1], int((x1 - t.c) // t.a) + 1)):
            value = float(values[row, column])
            if value == nodata or math.isnan(value): continue
            cell = box(t.c + column * t.a, t.f + (row + 1) * t.e, t.c + (column + 1) * t.a, t.f + row * t.e)
            share = shape_.intersection(cell).area / cell.area
            if share > 0: found.append((value, share))
    return found

def cell_mean(shape_, raster):
    found = cells(shape_, raster)
    return sum(v * w for v, w in found) / sum(w for _, w in found) if found else None

def elevation():
    raster = read('elevation', 'tif')
    out = []
    for _, zone in read('wetland-zones'):
        v, w = (numpy.array(x) for x in zip(*sorted(cells(zone, raster))))
        upto, count = w.cumsum(), w.sum()
        mean = (v * w).sum() / count
        case = dict(count=count, sum=(v * w).sum(), mean=mean, sd=math.sqrt((w * (v - mean) ** 2).sum() / count), min=v[0], max=v[-1])
        # the first value up to which a share of the cells lies
        case.update({name: v[numpy.searchsorted(upto, q * count)] for name, q in (('p10', .1), ('p25', .25), ('median', .5), ('p75', .75), ('p90', .9))})
        out.append({k: float(x) for k, x in case.items()})
    return out

def natural_breaks(scores, count):
    """Fisher's exact partition, every end against every start."""
    values, each = numpy.unique(scores, return_counts=True)
    off = values - values.mean()
    n, s, q = (numpy.concatenate([[0], numpy.cumsum(x)]) for x in (each, each * off, each * off ** 2))
    best, cuts = q[1:] - s[1:] ** 2 / n[1:], []
    for k in range(1, count):
        following, cut = numpy.full(len(values), numpy.inf), numpy.zeros(len(values), int)
        for end in range(k, len(values)):
            at = numpy.arange(k, end + 1)
            sums = best[at - 1] + q[end + 1] - q[at] - (s[end + 1] - s[at]) ** 2 / (n[end + 1] - n[at])
            cut[end] = at[sums.argmin()]
            following[end] = sums.min()
        best = following
        cuts.append(cut)
    limits, end = [], len(values) - 1
    for cut in reversed(cuts):
        limits.insert(0, float(values[cut[end] - 1]))
        end = cut[end] - 1
    return limits

def band(value, *steps): return [score for least, score in steps if least is None or value >= least][-1]
def less(u, a, c, lower, upper): return 0 if u >= upper else 1 if u <= lower or u <= c else 1 / (1 + a * (u - c) ** 2)

def field_conditions():
    rows = read('parcels')
    own = [plane(g) for _, g in rows]
    area = numpy.array([g.area for g in own])
    leader = list(range(len(rows)))
    def find(i):
        while leader[i] != i: i = leader[i]
        return i
    shared, seen = collections.Counter(), {}
    for i, g in enumerate(own):
        for ring in [r for part in parts(g) for r in rings(part)]:
            at = [(round(x, 3), round(y, 3)) for x, y in ring.coords]
            for a, b in zip(at[:-1], at[1:]):
                first = seen.setdefault((min(a, b), max(a, b)), i)
                if first != i: shared[first, i] += math.dist(a, b)
    for (i, k), length in shared.items():
        if length >= 1 and rows[i][0]['DLBM'] == rows[k][0]['DLBM']: leader[find(k)] = find(i)
    block = collections.Counter()
    for i in range(len(rows)): block[find(i)] += area[i]
    red = unary_union([plane(g) for _, g in read('ecological-red-line')])
    lines = {n: [LineString(divided(l.coords)) for _, g in read(n) for l in parts(plane(g))] for n in ('context-roads', 'context-canals')}
    ndvi = read('ndvi', 'tif')
    sample = []
    for i in range(0, len(rows), STEP):
        v = dict(row=i, MJ=area[i] / 1e4, GZD=perimeter(rows[i][1]) / (4 * math.sqrt(area[i])), LPD=block[find(i)] / 1e4,
                 DL=distance(own[i], lines['context-roads']), GQ=distance(own[i], lines['context-canals']),
                 HX=100 * own[i].intersection(red).area / area[i], NDVI=cell_mean(rows[i][1], ndvi))
        f = dict(GZD=band(v['GZD'], (None, 100), (1.1, 80), (1.2, 60), (1.3, 40), (1.4, 20)),
                 MJ=band(v['MJ'], (None, 40), (.5, 60), (2, 80), (5, 100)), LPD=band(v['LPD'], (None, 40), (5, 60), (20, 80), (50, 100)),
                 DL=100 * less(v['DL'], 1e-6, 200, 200, 5000), GQ=100 * less(v['GQ'], 4e-7, 200, 200, 8000),
                 NDVI=None if v['NDVI'] is None else 100 * min(1, max(0, v['NDVI'] / .8)))
        weight = dict(GZD=.15, MJ=.15, LPD=.2, DL=.2, GQ=.15, NDVI=.15)
        given = [k for k in f if f[k] is not None]
        v['score'] = sum(weight[k] * f[k] for k in given) / sum(weight[k] for k in given)
        v['isVetoed'] = bool(v['HX'] > 70)
        sample.append(v)
    return sample

WET = set('0303 0304 0306 0402 0603 1105 1106 1108 1101 1102 1103 1104'.split())
DISTURBED, FLAT = set('0103 0701 0702'.split()), set('1101 1105 1106'.split())

def wetland_health():
    zones = [g for _, g in read('wetland-zones')]
    def inside(layer):
        rows = [(p['DLBM'], plane(g)) for p, g in read(layer)]
        tree, code = STRtree([g for _, g in rows]), {id(g): c for c, g in rows}
        met = [[(code[id(g)], g.intersection(z).area) for g in tree.query(z)] for z in map(plane, zones)]
        return [[(c, m2) for c, m2 in pairs if m2 > 1e-4] for pairs in met]
    now, before, ndvi = inside('parcels'), inside('parcels-2024'), read('ndvi', 'tif')
    of = lambda pairs, codes: sum(m2 for c, m2 in pairs if c in codes)
    cases = []
    for zone, a, b in zip(zones, now, before):
        total, by = sum(m2 for _, m2 in a), collections.Counter()
        for c, m2 in a: by[c] += m2
        v = {'SWTJ': 100 * of(a, FLAT) / plane(zone).area, 'NDVI': cell_mean(zone, ndvi)}
        if total:
            h, most = -sum(m2 / total * math.log2(m2 / total) for m2 in by.values()), math.log2(len(by))
            v.update(JGDYX=h, YSD=max(0, most - h), JYD=h / most if most else 0, PJBK=total / len(a) / 1e4, PSH=len(a) / total * 1e4)
        if of(a, WET): v['GRZS'] = of(a, DISTURBED) / of(a, WET)
        # a hundredth of a square metre is the rounding of two sums
        if of(b, WET): v['TH'] = 1 - of(a, WET) / of(b, WET) if of(b, WET) - of(a, WET) > 0.01 else 0
        cases.append(v)
    weight = dict(GRZS=.198, JGDYX=.035, PJBK=.03, SWTJ=.217, YSD=.044, JYD=.088, NDVI=.126, TH=.123, PSH=.041)
    score = [dict() for _ in cases]
    for k in weight:
        found = [v[k] for v in cases if v.get(k) is not None]
        low, high = min(found), max(found)
        for v, f in zip(cases, score):
            if v.get(k) is None: continue
            share = (v[k] - low) / (high - low) if high > low else 0.5
            y = 1 / (1 + math.exp(4.595 - 9.19 * share))
            f[k] = 1 - y if k in ('GRZS', 'YSD', 'TH', 'PSH') else y
    for i, (v, f) in enumerate(zip(cases, score)):
        v['row'] = i
        v['score'] = sum(weight[k] * f[k] for k in f) / sum(weight[k] for k in f)
        v['grade'] = next((n + 1 for n, least in enumerate([.8, .6, .4, .2]) if v['score'] >= least), 5)
    return cases

def partition():
    """Scores with two decimals, as many schemes give, in clusters and with repeats."""
    made = numpy.random.RandomState(33469)
    scores = numpy.round(numpy.concatenate([made.normal(m, 4, 300) for m in (35, 52, 66, 81, 94)]), 2)
    return dict(scores=scores.tolist(), upper={str(n): natural_breaks(scores, n) for n in (3, 5, 10)})

cases = dict(elevation=elevation(), fieldConditions=field_conditions(), wetlandHealth=wetland_health(), naturalBreaks=partition())
head = dict(
    what='Grading of the shipped layers: every factor of every 97th parcel (field conditions) and of all wetland zones (PSR), scores, grades; natural breaks; elevation by wetland zone, with percentiles.',
    how=f'scripts/golden/shipped.py: shapely {shapely.__version__} (GEOS), PROJ {pyproj.proj_version_str} in {CEA}, GeographicLib, rasterio {rasterio.__version__}, numpy {numpy.__version__}.',
    tolerance=dict(areaRelative=1e-8, distanceM=0.001, sharePoints=1e-6, ndvi=1e-4, score=0.01, landscape=1e-6, cellRelative=1e-9),
    made='scripts/golden/shipped.py', layers=USED)
with open(os.path.join(ROOT, 'tests/golden/shipped.json'), 'w') as file:
    text = json.dumps(head, indent=2, ensure_ascii=False)[:-2]
    each = lambda rows: '[\n' + ',\n'.join(json.dumps(r, ensure_ascii=False) for r in rows) + '\n]'
    file.write(f'{text},\n  "cases": {{\n"elevation": {each(cases["elevation"])},\n"fieldConditions": {each(cases["fieldConditions"])},\n"wetlandHealth": {each(cases["wetlandHealth"])},\n"naturalBreaks": {json.dumps(cases["naturalBreaks"])}\n}}\n}}\n')
