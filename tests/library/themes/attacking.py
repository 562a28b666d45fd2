"""All national figures of all texts together, set against each other by linear programming.

The attacker is given more than anybody has: which combinations of codes, status and year occur at
all, and of two releases, which numbers have not become smaller.
Fewer combinations leave less room, so what has room here has room for everybody.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import inf

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import block_array, csr_array, eye_array, hstack, vstack

from scorecards.claims.figures import queries as figures
from scorecards.claims.figures.queries import TABLES
from scorecards.disclosure.counts import possible
from scorecards.disclosure.sums import possible_sum
from tests.people.viewers import editor


HAIR = 1e-6
WHOLE = ("whole", "")


@dataclass
class Seen:
    """What one release tells of all subjects of a kind.

    `keys`: (subject, table, code). `cells`: which combinations each holds, a row for a key, and
    `years` the year of each combination. `claims` and `money`: what is there, combination by trust.
    `counts` and `sums`: what is shown, key by key.
    """

    keys: dict
    cells: csr_array
    claims: csr_array
    money: csr_array
    counts: list
    sums: list
    trusts: list
    years: list

    def own(self, trust):
        """How many claims of each key are the trust's, and what they cost."""
        if not trust:
            return np.zeros(len(self.keys)), np.zeros(len(self.keys))
        place = self.trusts.index(trust)
        return self.of_key(self.claims)[:, place], self.of_key(self.money)[:, place]

    def of_key(self, what):
        return (self.cells @ what).toarray()

    def truth(self):
        return self.of_key(self.claims).sum(1), self.of_key(self.money).sum(1)


def seen(snapshot, nation, subjects):
    """Everything that is told of subjects of one kind. Claims outside all of them are left out."""
    keys, counts, sums = {}, [], []
    of_claim = defaultdict(list)
    rows = {}
    for subject in subjects:
        told = figures.national(snapshot, editor(), subject)
        if told is None:
            continue
        shown = {WHOLE: (told.claims, told.total)} | {
            (name, code): (claims, total)
            for name in TABLES
            for code, claims, total in told.by[name].select("code", "claims", "total").iter_rows()
        }
        place = {}
        for key, (claims, total) in shown.items():
            place[key] = keys[subject, *key] = len(keys)
            counts.append(claims)
            sums.append(total)
        for row in nation.about(subject):
            rows[id(row)] = row
            codes = row.codes | {"status": row.status, "year": row.year}
            of_claim[id(row)] += [
                place[key] for key in (WHOLE, *((name, codes[name]) for name in TABLES))
                if key in place
            ]  # fmt: skip
    return _seen(keys, counts, sums, [(rows[each], of_claim[each]) for each in rows])


def _seen(keys, counts, sums, claims):
    trusts = sorted({row.trust for row, _ in claims})
    number = {trust: place for place, trust in enumerate(trusts)}
    found, at, cost, held, years = {}, Counter(), Counter(), [], []
    for row, of_keys in claims:
        named = tuple(sorted(of_keys))
        if (named, row.year) not in found:
            found[named, row.year] = len(found)
            held.append(named)
            years.append(row.year)
        here = found[named, row.year], number[row.trust]
        at[here] += 1
        cost[here] += row.total
    cells = csr_array(
        ([1.0] * sum(map(len, held)),
         ([key for named in held for key in named],
          [place for place, named in enumerate(held) for _ in named])),
        shape=(len(keys), len(held)),
    )  # fmt: skip
    shape = (len(held), len(trusts))
    return Seen(keys, cells, _sparse(at, shape), _sparse(cost, shape), counts, sums, trusts, years)


def _sparse(values, shape):
    places = np.array(list(values), dtype=int).reshape(-1, 2)
    return csr_array(
        (np.array(list(values.values()), dtype=float), (places[:, 0], places[:, 1])), shape=shape
    )


def room(cells, least, most, wanted, *, low, high):
    """For each wanted sum of cells a low and a high value that it may have, as far as it matters.

    Cells are nought or more, and their sums lie between `least` and `most`. Looks no further once a
    sum has come down to `low` and up to `high`. What is found is possible for certain.
    """
    solve = _solver(cells, least, most)
    found = {each: [inf, -inf] for each in wanted}
    for sign, enough in ((1.0, low), (-1.0, high)):
        pending, together = list(wanted), True
        while pending:
            asked = pending if together else pending[:1]
            values = solve(asked, sign)
            for each in wanted:
                found[each][0] = min(found[each][0], values[each])
                found[each][1] = max(found[each][1], values[each])
            left = [each for each in pending if sign * (values[each] - enough[each]) > HAIR]
            if not together:
                left = [each for each in left if each != asked[0]]
            together = len(left) < len(pending) and together
            pending = left
    return found


def _solver(cells, least, most):
    """What the sums may be where some of them are as small (or as large) together as can be."""
    number, size = cells.shape
    equal = hstack([cells, -eye_array(number)], format="csr")
    bounds = np.concatenate([
        np.column_stack([np.zeros(size), np.full(size, inf)]),
        np.column_stack([np.maximum(least, 0), most]),
    ])  # fmt: skip

    def solve(wanted, sign):
        goal = np.zeros(number + size)
        goal[size + np.array(wanted)] = sign
        solved = linprog(goal, A_eq=equal, b_eq=np.zeros(number), bounds=bounds, method="highs-ipm")
        assert solved.status == 0, solved.message
        return solved.x[size:]

    return solve


def spans_of_counts(told, trust=""):
    """The least and the most claims of each key, without what the reader's trust has itself."""
    own, _ = told.own(trust)
    spans = np.array([possible(shown) for shown in told.counts], dtype=float)
    return spans[:, 0] - own, spans[:, 1] - own


def spans_of_sums(told, trust=""):
    """The same of what they cost, in pence."""
    _, own = told.own(trust)
    spans = np.array([(0, inf) if shown is None else possible_sum(shown) for shown in told.sums])
    return spans[:, 0] - own, spans[:, 1] - own


def two_releases(later, earlier):
    """Cells of both, and the spans of their sums: keys of the later first, then of the earlier.

    Of each key that has not shrunk in the years that both have, the attacker knows that.
    """
    years = set(later.years) & set(earlier.years)
    shared = [key for key in later.keys if key in earlier.keys]
    now, before = _within(later, shared, years), _within(earlier, shared, years)
    grown = now @ later.claims.sum(1) >= before @ earlier.claims.sum(1)
    cells = vstack([
        block_array([[later.cells, None], [None, earlier.cells]]),
        hstack([now, -before], format="csr")[grown],
    ], format="csr")  # fmt: skip
    spans = [spans_of_counts(told) for told in (later, earlier)]
    more = np.zeros(grown.sum()), np.full(grown.sum(), inf)
    least, most = (np.concatenate([spans[0][end], spans[1][end], more[end]]) for end in (0, 1))
    return cells, least, most


def _within(told, keys, years):
    """The cells of some keys in some years."""
    inside = np.array([float(year in years) for year in told.years])
    return told.cells[[told.keys[key] for key in keys]].multiply(inside)


def nested(told):
    """Pairs (outer, inner) of keys: the codes say that all claims of the inner are of the outer."""
    size = told.claims.sum(1)
    overlap = ((told.cells * size).tocsr() @ told.cells.T).tocoo()
    whole = told.cells @ size
    boxes = [_box(*key) for key in told.keys]
    for outer, inner, shared in zip(overlap.row, overlap.col, overlap.data, strict=True):
        if (
            shared == whole[inner]
            and whole[outer] > shared
            and boxes[outer].keys() <= boxes[inner].keys()
            and all(boxes[inner][by] <= boxes[outer][by] for by in boxes[outer])
        ):
            yield int(outer), int(inner)


def _box(subject, table, code):
    """Which codes a claim of a key has, by list."""
    box = {name: frozenset(codes) for name, codes in subject.codes.items()}
    if table != WHOLE[0]:
        box[table] = frozenset([code])
    return box
