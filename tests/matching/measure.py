"""How well the figures of annotated stories are grouped: pair F1, disputes found, false disputes.

Each story is measured twice: with the readings that the annotation gives, so that only matching counts, and end to end
with the reader's own. The figures that count come from weights that were fitted on the other stories.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from unittest.mock import patch

from claims.figures.reader import read_figures
from claims.figures.reading import Reading
from claims.matching import Member, Text, evidence, match
from claims.yearless import in_year, usual_year
from sources.reading.formats import read_article
from tests.matching.annotated import Story, rival_pairs

NO_CLAIM = "?"  # readings that no annotated mention overlaps


@dataclass(frozen=True, slots=True)
class Measure:
    """Pair F1, disputed claims wanted and met, groups in dispute without cause, and groups in all."""

    f1: float
    wanted: int
    met: int
    false: int
    groups: int

    def line(self) -> str:
        return f"F1 {self.f1:.3f}  disputes {self.met}/{self.wanted}  false {self.false} of {self.groups}"


def grouped(story: Story, weights: Mapping[str, float] | None = None) -> dict[Member, int]:
    """The number of the group in which each reading stands, with other weights where some are given."""
    if weights is None:
        groups = match(story.texts, story.language)
    else:
        with patch.object(evidence, "weights", lambda: weights):
            groups = match(story.texts, story.language)
    return {member: n for n, group in enumerate(groups) for member in group.members}


def measured(story: Story, weights: Mapping[str, float] | None = None) -> Measure:
    found = grouped(story, weights)
    return Measure(pair_f1(story, found), *dispute_counts(story, found), len(set(found.values())))


def pair_f1(story: Story, found: Mapping[Member, int]) -> float:
    """F1 of the pairs of annotated figures that stand together; what was not read stands alone."""
    members = [member for member, claim in story.claims.items() if not claim.startswith(NO_CLAIM)]
    place = {member: found.get(member, -1 - n) for n, member in enumerate(members)}
    pairs = [(story.claims[a] == story.claims[b], place[a] == place[b]) for a, b in combinations(members, 2)]
    both = sum(gold and mine for gold, mine in pairs)
    return 2 * both / max(sum(gold for gold, _ in pairs) + sum(mine for _, mine in pairs), 1)


def disputes(story: Story, found: Mapping[Member, int]) -> tuple[set[str], set[str], set[int]]:
    """The claims that articles dispute, those of them that are met, and the groups in dispute that hold none.

    What counts as disputed is what the annotated values say, even where the reader read something else.
    """
    true = [(a, b) for a, b in story.rivals if story.claims[a] == story.claims[b] and a[0] != b[0]]
    against = [(a, b) for a, b in rival_pairs(story.texts) if a in found and found[a] == found.get(b)]
    at_odds = {found[a] for a, _ in against}
    met = [(a, b) for a, b in true if a in found and found[a] == found.get(b) and found[a] in at_odds]
    known = {found[member] for member, claim in story.claims.items() if member in found and claim[0] != NO_CLAIM}
    false = (at_odds & known) - {found[a] for a, _ in met}
    return {story.claims[a] for a, _ in true}, {story.claims[a] for a, _ in met}, false


def dispute_counts(story: Story, found: Mapping[Member, int]) -> tuple[int, int, int]:
    wanted, met, false = disputes(story, found)
    return len(wanted), len(met), len(false)


def reread(story: Story) -> Story:
    """The story with the reader's own readings; what it missed keeps its claim under an index that none has."""
    texts: list[Text] = []
    places: dict[Member, Member] = {}
    for text in story.texts:
        path = story.folder / text.key
        article = read_article(path.read_bytes(), text.key)
        readings = read_figures(article.text, text.language, text.published_on, article.masks)
        texts.append(replace(text, text=article.text, title=article.title, readings=tuple(readings)))
        places |= places_of(text, readings)
    claims = {places[member]: claim for member, claim in story.claims.items()}
    unknown = {(t.key, i): f"{NO_CLAIM} {t.key} {i}" for t in texts for i in range(len(t.readings))}
    rivals = tuple((places[a], places[b]) for a, b in story.rivals)
    return replace(story, texts=tuple(in_usual_year(texts)), claims=unknown | claims, rivals=rivals)


def places_of(text: Text, readings: Sequence[Reading]) -> dict[Member, Member]:
    """For each annotated mention the reading that overlaps it most, one to one."""
    overlaps = sorted(
        (
            (min(gold.end, r.end) - max(gold.start, r.start), -i, -n)
            for i, gold in enumerate(text.readings)
            for n, r in enumerate(readings)
            if r.start < gold.end and gold.start < r.end
        ),
        reverse=True,
    )
    places = {(text.key, i): (text.key, -1 - i) for i in range(len(text.readings))}
    used: set[int] = set()
    for _, i, n in overlaps:
        if places[text.key, -i][1] < 0 and -n not in used:
            places[text.key, -i] = (text.key, -n)
            used.add(-n)
    return places


def in_usual_year(texts: Sequence[Text]) -> Iterator[Text]:
    """As importing does: where an article has no date, its dates without a year get the dossier's usual one."""
    year = usual_year([reading for text in texts for reading in text.readings])
    for text in texts:
        if year is None or text.published_on is not None:
            yield text
        else:
            yield replace(text, readings=tuple(in_year(list(text.readings), year)))


def total(measures: Sequence[Measure]) -> Measure:
    """The mean F1 and the sums of the rest."""
    mean = sum(m.f1 for m in measures) / max(len(measures), 1)
    return Measure(mean, *(sum(getattr(m, name) for m in measures) for name in ("wanted", "met", "false", "groups")))
