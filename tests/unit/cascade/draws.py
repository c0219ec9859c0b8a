"""Random small graphs with coins, and what falls in them in every draw of the coins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aftershock.cascade.chances import Chances
from aftershock.cascade.graph import ConsequenceGraph

if TYPE_CHECKING:
    import random

    from numpy.typing import NDArray

    Draws = NDArray[np.bool_]

LIKELIHOODS = ((0.05, 0.3, 0.9), (0.5, 0.5, 0.5), (0.0, 0.2, 1.0), (0.2, 0.8, 1.0), (1.0, 1.0, 1.0), (0.4, 0.6, 0.7))


@dataclass(frozen=True)
class Way:
    source: int
    target: int
    rule: int
    evidence: int
    need: int
    dependency: int


@dataclass(frozen=True)
class Draw:
    """A graph of few coins, by its parts."""

    components: int
    modes: int
    ways: tuple[Way, ...]
    all_of: tuple[int, ...]
    per_source: tuple[int, ...]
    odds: tuple[int, ...]
    needs: tuple[tuple[int, int, int], ...]
    start: int

    @property
    def graph(self) -> ConsequenceGraph:
        rules = len(self.all_of)
        return ConsequenceGraph.from_edges(
            components=self.components,
            modes=self.modes,
            source=[way.source for way in self.ways],
            target=[way.target for way in self.ways],
            rule=[way.rule for way in self.ways],
            evidence=[way.evidence for way in self.ways],
            need=[way.need for way in self.ways],
            dependency=[way.dependency for way in self.ways],
            rule_cost=[1] * rules,
            rule_all=self.all_of,
            rule_attack=[0] * rules,
            need_size=[size for size, _, _ in self.needs],
            need_minimum=[least for _, least, _ in self.needs],
            need_complete=[whole for _, _, whole in self.needs],
        )

    def coin(self, way: Way) -> int:
        if LIKELIHOODS[self.odds[way.rule]] == (1.0, 1.0, 1.0):
            return 0
        component = way.source // self.modes
        return 1 + way.rule * 10_000 + (component if self.per_source[way.rule] else 1000 + way.dependency)

    def chances(self, graph: ConsequenceGraph) -> Chances:
        source = np.repeat(np.arange(graph.states), np.diff(graph.offsets))
        places = zip(source, graph.targets, graph.rule, graph.evidence, graph.need, graph.dependency, strict=True)
        ways = [Way(*(int(one) for one in place)) for place in places]
        return Chances(np.array(LIKELIHOODS), [self.odds[way.rule] for way in ways], [self.coin(way) for way in ways])

    def coins(self) -> tuple[int, ...]:
        return tuple(sorted({self.coin(way) for way in self.ways} - {0}))

    def fall(self, likelihood: dict[int, float], level: int, alternatives: str) -> dict[int, float]:
        """The likelihood of each component, over every draw: the definition, tried until nothing moves."""
        coins = self.coins()
        numbered = np.arange(1 << len(coins))
        carries = {coin: (numbered >> place & 1).astype(np.bool_) for place, coin in enumerate(coins)}
        weight = np.ones(numbered.size)
        for coin, up in carries.items():
            weight *= np.where(up, likelihood[coin], 1 - likelihood[coin])
        states = self.closure(carries, level, alternatives)
        by_component = states.reshape(self.components, self.modes, -1).any(axis=1)
        return dict(enumerate((by_component @ weight).tolist()))

    def closure(self, carries: dict[int, Draws], level: int, alternatives: str) -> Draws:
        """Which states fall in which draws: a row for each state, a column for each draw."""
        always = np.ones(1 << len(carries), np.bool_)
        fallen = np.zeros((self.components * self.modes, always.size), np.bool_)
        fallen[self.start] = True
        size = 0
        while size != (size := int(np.count_nonzero(fallen))):
            there: dict[tuple[int, int, int], dict[int, Draws]] = {}
            for way in self.ways:
                grouped = way.need >= 0 and (
                    alternatives == "all" or (alternatives == "by-rule" and bool(self.all_of[way.rule]))
                )
                evidence = max(way.evidence, 1 - self.needs[way.need][2]) if grouped else way.evidence
                if evidence > level:
                    continue
                carried = fallen[way.source] & carries.get(self.coin(way), always)
                if grouped:
                    mates = there.setdefault((way.need, way.rule, way.target), {})
                    mates[way.dependency] = mates.get(way.dependency, ~always) | carried
                else:
                    fallen[way.target] |= carried
            for (need, _, target), mates in there.items():
                size_of, least, _ = self.needs[need]
                fallen[target] |= np.sum(list(mates.values()), axis=0) >= max(1, size_of - least + 1)
        return fallen


def random_draw(random_: random.Random, coins: int = 10) -> Draw:
    """Draw a graph with no more than so many coins."""
    while True:
        modes = random_.randint(1, 2)
        components = random_.randint(2, 6)
        rules = random_.randint(1, 4)
        ways, needs = [], []
        dependency = 0
        for rule in range(rules):
            from_mode, to_mode = random_.randrange(modes), random_.randrange(modes)
            for _ in range(random_.randint(1, 5)):
                one, other = random_.randrange(components), random_.randrange(components)
                ways.append(
                    Way(
                        one * modes + from_mode,
                        other * modes + to_mode,
                        rule,
                        random_.choice((0, 0, 0, 1, 2)),
                        -1,
                        dependency,
                    )
                )
                dependency += 1
            if random_.random() < 0.5:
                needer, size = random_.randrange(components), random_.randint(2, 3)
                needs.append((size, random_.randint(1, size), random_.randint(0, 1)))
                for _ in range(size):
                    source = random_.randrange(components) * modes + from_mode
                    ways.append(
                        Way(
                            source,
                            needer * modes + to_mode,
                            rule,
                            random_.choice((0, 0, 1)),
                            len(needs) - 1,
                            dependency,
                        )
                    )
                    dependency += 1
        found = Draw(
            components,
            modes,
            tuple(ways),
            tuple(random_.randint(0, 1) for _ in range(rules)),
            tuple(random_.randint(0, 1) for _ in range(rules)),
            tuple(random_.randrange(len(LIKELIHOODS)) for _ in range(rules)),
            tuple(needs),
            random_.randrange(components) * modes,
        )
        if len(found.coins()) <= coins and found.graph.targets.size == len(set(ways)):
            return found
