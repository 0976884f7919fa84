"""Which cells are run: for each peer and direction, so many that any three choices from three axes meet at least once.

That has every suite x group x scheme in it. A choice that a peer does not have is named in cells that cannot be run,
until every pair that it is part of has been named.
"""

import functools
import itertools
import operator
import random

from .cells import AXES, EXTRAS, Cell, goes_with


class Meetings:
    """The meetings of so many choices, each as a bit: a set of them is a number."""

    def __init__(self, strength):
        self.strength, self.bits = strength, {}

    def of(self, cell):
        bits = (self.bits.setdefault(meeting, len(self.bits))
                for meeting in itertools.combinations(cell.values().items(), self.strength))
        return sum(1 << bit for bit in bits)

    def of_all(self, cells):
        return functools.reduce(operator.or_, map(self.of, cells), 0)


def triples(abilities):
    return [(suite, group, scheme)
            for suite, group, scheme in itertools.product(abilities.suites, abilities.groups, abilities.schemes)
            if goes_with(suite, scheme)]


def all_cells(role, peer, abilities):
    return [Cell(role, peer, *triple, *extras)
            for triple in triples(abilities) for extras in itertools.product(*EXTRAS.values())]


def covering(candidates, meetings, wanted, chance):
    """Candidates that together have the wanted meetings: in each pass whoever brings as many as the best then can."""
    chosen, left = [], [(cell, meetings.of(cell)) for cell in candidates]
    chance.shuffle(left)
    while left := [(cell, has) for cell, has in left if has & wanted]:
        best = max((has & wanted).bit_count() for _, has in left)
        for cell, has in left:
            if (has & wanted).bit_count() >= best:
                chosen.append(cell)
                wanted &= ~has
    return chosen


def cells(role, peer, abilities, cannot, seed):
    """The cells for one peer and direction: those to be run, then those that cannot be.

    `cannot` says why a cell is not possible, or nothing.
    """
    chance = random.Random(f"{seed}/{role}/{peer}")
    every = all_cells(role, peer, abilities)
    possible = [cell for cell in every if not cannot(cell)]
    held = set(possible)
    threes, twos = Meetings(3), Meetings(2)
    run = covering(possible, threes, threes.of_all(possible), chance)
    unmet = twos.of_all(every) & ~twos.of_all(run)
    named = covering([cell for cell in every if cell not in held], twos, unmet, chance)
    order = {cell: at for at, cell in enumerate(every)}
    return sorted(run, key=order.get) + sorted(named, key=order.get)


def sample(chosen, count):
    """Some of them, so that as many single values as possible occur."""
    left, seen, taken = list(chosen), set(), []
    while left and len(taken) < count:
        cell = max(left, key=lambda one: len(set(one.values().items()) - seen))
        seen.update(cell.values().items())
        left.remove(cell)
        taken.append(cell)
    return taken


assert tuple(EXTRAS) == AXES[3:]
