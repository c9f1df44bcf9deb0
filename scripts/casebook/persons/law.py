"""The law of judgements: for a pair of mentions the last live line counts, and *same* joins unless a *different* stands in it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from casebook.decisions import Decision

Pair = tuple[str, str]
SAME, DIFFERENT, UNSURE = "same", "different", "unsure"
# What follows for a pair that nobody has judged from the judgements on others.
JOINED, APART = "joined", "apart"


def pair(a: str, b: str) -> Pair:
    """Two mentions in the order in which a pair is kept: the smaller key first."""
    return (a, b) if a <= b else (b, a)


@dataclass(frozen=True)
class Chain:
    """A pair judged different whose mentions other judgements join: `links` are the pairs on the paths between them."""

    apart: Pair
    links: tuple[Pair, ...]

    @property
    def mentions(self) -> list[str]:
        return sorted({mention for link in (self.apart, *self.links) for mention in link})


@dataclass(frozen=True)
class Judged:
    """What the log says of mentions: `pairs` the (choice, line) that counts for each pair, `groups` those who are one
    person (two mentions at least), `chains` the disputes, `torn` the groups as they would be if nobody had said different.
    """

    pairs: dict[Pair, tuple[str, Decision]]
    groups: list[set[str]]
    chains: list[Chain]
    torn: list[set[str]]

    @cached_property
    def _of(self) -> dict[str, set[str]]:
        return {mention: group for group in self.groups for mention in group}

    @cached_property
    def _rivals(self) -> dict[str, set[str]]:
        return _neighbours(self.apart)

    @property
    def apart(self) -> list[Pair]:
        """The pairs judged different."""
        return [one for one, (choice, _) in self.pairs.items() if choice == DIFFERENT]

    def person(self, mention: str) -> set[str]:
        """The mentions that are one person with this one, itself among them."""
        return self._of.get(mention, {mention})

    def says(self, a: str, b: str) -> str:
        """same, different or unsure where somebody judged the pair; joined or apart where it follows; '' where it is open."""
        if pair(a, b) in self.pairs:
            return self.pairs[pair(a, b)][0]
        one, other = self.person(a), self.person(b)
        if one is other:
            return JOINED
        return APART if any(self._rivals.get(mention, set()) & other for mention in one) else ""


def judged(lines: Iterable[Decision]) -> Judged:
    """What the live lines come to. Of a case, whose members are one person, the last line counts.

    Where a group of *same* holds a pair judged different, no judgement on a path between those two is applied until
    somebody settles it; the others of that group are.
    """
    pairs = _pairs(lines)
    said = [one for one, (choice, _) in pairs.items() if choice == SAME]
    neighbours = _neighbours(said)
    chains = [Chain(one, tuple(sorted(links)))
              for one, (choice, _) in sorted(pairs.items()) if choice == DIFFERENT and (links := between(neighbours, *one))]
    left_out = {link for chain in chains for link in chain.links}
    torn = {chain.apart[0] for chain in chains}
    return Judged(pairs, _joined(one for one in said if one not in left_out), chains,
                  [group for group in _joined(said) if group & torn])


def _pairs(lines: Iterable[Decision]) -> dict[Pair, tuple[str, Decision]]:
    live = [line for line in lines if line.live and line.kind in ("match", "case")]
    last = {line["case"]: line.place for line in live if line.kind == "case"}
    pairs: dict[Pair, tuple[str, Decision]] = {}
    for line in live:
        if line.kind == "match":
            pairs[pair(line["a"], line["b"])] = (line["choice"], line)
        elif last[line["case"]] == line.place:
            first, *others = sorted(set(line["members"]))
            pairs.update({(first, other): (SAME, line) for other in others})
    return {one: found for one, found in pairs.items() if one[0] != one[1]}


def _neighbours(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        found[a].add(b)
        found[b].add(a)
    return found


def between(neighbours: Mapping[str, set[str]], a: str, b: str) -> set[Pair]:
    """The pairs on all the paths from a to b that pass no mention twice; a and b are no pair themselves.

    They are the block (Hopcroft and Tarjan 1973) that a pair of a and b would lie in: a walk from b to the depth, with a
    above it, drops each block that hangs on by one mention alone.
    """
    if a not in neighbours or b not in neighbours:
        return set()
    depth, reach, block = {a: 0, b: 1}, {b: 1}, []
    path = [(b, a, iter(neighbours[b]))]
    while path:
        here, above, rest = path[-1]
        there = next(rest, None)
        if there is None:
            path.pop()
            if path:
                _return(path[-1][0], here, depth, reach, block)
        elif there not in depth:
            depth[there] = reach[there] = depth[here] + 1
            block.append((here, there))
            path.append((there, here, iter(neighbours[there])))
        elif there != above and depth[there] < depth[here]:
            block.append((here, there))
            reach[here] = min(reach[here], depth[there])
    return {pair(*one) for one in block}


def _return(above: str, here: str, depth: dict[str, int], reach: dict[str, int], block: list[Pair]) -> None:
    """Back from a mention to the one above it: what it reaches nothing further up by is dropped."""
    reach[above] = min(reach[above], reach[here])
    if reach[here] >= depth[above]:
        del block[block.index((above, here)):]


def _joined(pairs: Iterable[Pair]) -> list[set[str]]:
    groups: dict[str, set[str]] = {}
    for a, b in pairs:
        one, other = groups.get(a, {a}), groups.get(b, {b})
        if one is not other:
            small, large = sorted((one, other), key=len)
            large |= small
            groups.update(dict.fromkeys(small, large))
            groups.setdefault(a, large)
            groups.setdefault(b, large)
    return sorted({id(group): group for group in groups.values()}.values(), key=min)
