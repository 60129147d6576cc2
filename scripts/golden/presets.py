# python3 scripts/golden/presets.py: writes tests/golden/presets.json, made-up fields graded by three published schemes whose fields no shipped
# layer has. Written from the tables of the studies, not from src/standards: scores, weighted sum, grade and obstacle degree
# Ai = Pi Ri / sum(P R) with P = 1 - X, R = weight. Debian: python3-numpy.
import json, os
import numpy

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../..')
draw = numpy.random.default_rng(33469)
pick = lambda words: str(draw.choice(list(words)))
number = lambda low, high, digits=2: round(float(draw.uniform(low, high)), digits)
def steps(value, first, *limits):
    score = first
    for limit, reached in limits:
        if value >= limit: score = reached
    return score

# GB/T 33469-2016: y = 1 / (1 + a (u - c)^2); more: 0 up to u1, 1 from u2 or the vertex on; peak: 0 outside u1 ... u2
def more(u, a, c, u1, u2): return 0.0 if u <= u1 else 1.0 if u >= min(u2, c) else 1 / (1 + a * (u - c) ** 2)
def peak(u, a, c, u1, u2): return 0.0 if u <= u1 or u >= u2 else 1 / (1 + a * (u - c) ** 2)

SUPPLY = {'充分满足': 1, '满足': .8, '基本满足': .6, '不满足': .4}
WORDS = lambda table: (lambda: pick(table), lambda word: table[word])
GIVEN = (lambda: number(0, 100, 1), lambda value: value)
# name: weight, how a value is drawn, its score
CULTIVATED = {
    'DXBW': (.1493, *WORDS({'冲积平原': 1, '河谷平原': 1, '河谷阶地': .9, '洪积平原': .9, '河漫滩': .7, '低台地': .7})),
    'GGNL': (.1207, *WORDS(SUPPLY)),
    'YZHCD': (.075, *WORDS({'无': 1, '轻': .9, '中': .8, '重': .4, '盐土': .3})),
    'GCZD': (.0728, *WORDS({'砂土': .4, '砂壤': .7, '轻壤': .9, '中壤': 1, '重壤': .8, '黏土': .5})),
    'YJZ': (.0715, lambda: number(0, 45), lambda u: more(u, .001245, 39.976682, 2, 39)),
    'PSNL': (.067, *WORDS(SUPPLY)),
    'YXL': (.0625, lambda: number(0, 45), lambda u: more(u, .001293, 41.023703, 2, 40)),
    'ZDGX': (.0571, *WORDS({'薄层': .4, '松散': .4, '紧实': .7, '夹层': .6, '上紧下松': .5, '上松下紧': 1, '海绵': .9})),
    'ZAYS': (.0535, *WORDS({'盐碱': .6, '瘠薄': .7, '渍潜': .7, '障碍层次': .7, '沙化': .5, '无': 1})),
    'NTLWH': (.0528, *WORDS({'高': 1, '中': .8, '低': .6})),
    'YXTCHD': (.0462, lambda: number(5, 160, 0), lambda u: more(u, .000089, 149.661697, 10, 145)),
    'SXJ': (.0393, lambda: number(10, 340, 0), lambda u: more(u, .00021, 315.812898, 20, 315)),
    'DXSMS': (.0381, lambda: number(0, 60), lambda u: more(u, .000293, 56.275087, .1, 50)),
    'TRRZ': (.0364, lambda: number(.4, 2.1), lambda u: peak(u, 6.39002, 1.310488, .5, 2)),
    'SWDYX': (.0305, *WORDS({'丰富': 1, '一般': .8, '不丰富': .6})),
    'QJCD': (.0272, *WORDS({'清洁': 1, '尚清洁': .8})),
}
COAST = {
    'BCZD': (.18, *WORDS({'壤': 100, '砂': 90, '黏': 70})),
    'TTGX': (.14, *GIVEN),
    'DXSMS': (.14, lambda: number(0, 14), lambda u: steps(u, 0, (2, 60), (5, 90), (10, 100))),
    'DXSKC': (.1, *WORDS({'无': 100, '限制': 70, '禁止': 0})),
    'KHD': (.14, lambda: number(0, 8), lambda u: steps(u, 100, (1, 80), (2, 50), (5, 20))),
    'YZH': (.18, *WORDS({'无': 100, '轻': 90, '中': 70, '重': 40})),
    'ZBFG': (.12, lambda: number(0, 100, 0), lambda u: steps(u, 20, (10, 50), (30, 60), (50, 80), (70, 100))),
}
ground, use = lambda weight: .874 * weight, lambda weight: .126 * weight
FARMLAND = {
    'PD': (ground(.253), *GIVEN),
    'TCHD': (ground(.248), lambda: number(31, 200, 0), lambda u: steps(u, 40, (60, 70), (100, 90), (150, 100))),
    'BTZD': (ground(.092), *WORDS({'壤': 100, '黏': 90, '砂': 70, '砾': 40})),
    'PMGX': (ground(.085), *GIVEN),
    'YJZ': (ground(.088), lambda: number(6, 30), lambda u: steps(u, 40, (10, 50), (15, 60), (20, 80))),
    'GGBZ': (ground(.234), *GIVEN),
    'FHL': (use(.235), *GIVEN),
    'GZBL': (use(.113), *GIVEN),
    # the study scores access and connectivity by judgement; steps as the scheme tells them
    'DLTD': (use(.248), lambda: number(0, 1500, 0), lambda u: steps(u, 100, (200, 80), (500, 60), (1000, 40))),
    'PZ': (use(.164), *GIVEN),
    'GZD': (use(.139), lambda: number(1, 1.5, 3), lambda u: steps(u, 100, (1.1, 80), (1.2, 60), (1.3, 40), (1.4, 20))),
    'LPD': (use(.101), lambda: number(0, 80), lambda u: steps(u, 40, (5, 60), (20, 80), (50, 100))),
}
SCHEMES = {
    'cultivated-land': (CULTIVATED, 1, [.8401, .8181, .7941, .7701, .7461, .7221, .6981, .6741, .6501], lambda scores: False),
    # a ban on using groundwater is a veto
    'saline-coast': (COAST, 100, [84, 76, 60], lambda scores: scores['DXSKC'] == 0),
    'farmland-consolidation': (FARMLAND, 100, [90, 60], lambda scores: False),
}

def graded(scheme):
    table, scale, limits, isVetoed = SCHEMES[scheme]
    values = {name: drawn() for name, (_, drawn, _) in table.items()}
    scores = {name: table[name][2](value) for name, value in values.items()}
    weights = numpy.array([weight for weight, _, _ in table.values()])
    score = float(numpy.dot(weights, list(scores.values())))
    lack = (1 - numpy.array(list(scores.values())) / scale) * weights
    grade = len(limits) + 1 if isVetoed(scores) else 1 + sum(score < limit for limit in limits)
    return {'values': values, 'score': score, 'grade': int(grade), 'obstacle': dict(zip(table, map(float, 100 * lack / lack.sum())))}

made = {
    'what': 'Made-up fields graded by three schemes: weighted score, grade and obstacle degree (percent) of every factor.',
    'how': f'scripts/golden/presets.py: numpy {numpy.__version__}, formulas and tables written out from the studies.',
    'tolerance': {'relative': 1e-12},
    'made': 'scripts/golden/presets.py',
    'cases': {scheme: [graded(scheme) for _ in range(40)] for scheme in SCHEMES},
}
with open(os.path.join(ROOT, 'tests/golden/presets.json'), 'w') as file:
    head = json.dumps({k: v for k, v in made.items() if k != 'cases'}, ensure_ascii=False, indent=2)[:-2]
    schemes = ',\n'.join(f'"{k}": [\n' + ',\n'.join(json.dumps(c, ensure_ascii=False) for c in v) + '\n]' for k, v in made['cases'].items())
    file.write(head + ',\n  "cases": {\n' + schemes + '\n}\n}\n')
