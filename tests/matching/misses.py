"""Print what matching gets wrong in a story: python -m tests.matching.misses [--anew] [--seen] STORY ...

For each annotated claim that is torn apart the pieces, for each group that mixes claims its members, each with the text
around it, and the score of the nearest pair with what it is made of; then each dispute that is missed or false.
`--anew` reads the figures again instead of taking the annotated ones. Weights are fitted on the other stories, unless
`--seen` asks for those of the program.

Take what it prints as classes of phenomena. A rule that is written for one story measures nothing any more.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from claims.matching import Member, evidence
from claims.matching.context import Context, contexts
from claims.matching.evidence import Judge
from claims.matching.lexicon import load
from claims.matching.pages import page, vocabulary
from tests.matching.annotated import Story, stories
from tests.matching.fit_weights import STORIES, data_of, fit
from tests.matching.measure import NO_CLAIM, disputes, grouped, measured, reread

AROUND = 70
TOLD = 9  # features printed of a pair


class Report:
    """What went wrong in one story with given weights."""

    def __init__(self, story: Story, weights: Mapping[str, float]) -> None:
        self.story, self.weights = story, weights
        self.found = grouped(story, weights)
        lexicon = load()
        pages = [page(text) for text in story.texts]
        words = vocabulary(pages, lexicon)
        self.contexts = {c.member: c for sheet in pages for c in contexts(sheet, lexicon, words)}
        self.judge = Judge(lexicon, self.contexts.values(), weights)
        self.texts = {text.key: text for text in story.texts}

    def lines(self) -> Iterator[str]:
        yield f"## {self.story.name}: {measured(self.story, self.weights).line()}"
        yield from self._torn()
        yield from self._mixed()
        yield from self._disputes()

    def _torn(self) -> Iterator[str]:
        for claim, pieces in parted(self.story.claims, self.found).items():
            if len(pieces) > 1 and not claim.startswith(NO_CLAIM):
                yield f"\n-- torn apart: {claim} ({self.story.labels.get(claim, '')})"
                yield from self._pieces(list(pieces.values()))

    def _mixed(self) -> Iterator[str]:
        known = {member: n for member, n in self.found.items() if not self.story.claims[member].startswith(NO_CLAIM)}
        for pieces in parted(known, self.story.claims).values():
            if len(pieces) > 1:
                yield f"\n-- mixed: {', '.join(map(str, pieces))}"
                yield from self._pieces(list(pieces.values()))

    def _pieces(self, pieces: Sequence[Sequence[Member]]) -> Iterator[str]:
        for n, piece in enumerate(pieces):
            yield from (f"   {n + 1}  {self._shown(member)}" for member in piece)
        pairs = [(a, b) for n, piece in enumerate(pieces) for other in pieces[n + 1 :] for a in piece for b in other]
        met = [(a, b) for a, b in pairs if a in self.contexts and b in self.contexts]
        a, b = (self.judge.rows(self.contexts[pair[end]] for pair in met) for end in (0, 1))
        able = self.judge.comparable(a, b)
        if able.any():
            evidence = self.judge.weigh(a[able], b[able])
            best = int(evidence.score.argmax())
            (one, at), (other, there) = (self.judge.table.contexts[r[able][best]].member for r in (a, b))
            yield f"   {evidence.score[best]:+.1f} {one}:{at} {other}:{there} {self._told(evidence.of(best))}"

    def _told(self, features: Mapping[str, float]) -> str:
        parts = {name: value * self.weights.get(name, 0.0) for name, value in features.items()}
        best = sorted(parts, key=lambda name: -abs(parts[name]))[:TOLD]
        return ", ".join(f"{name} {parts[name]:+.1f}" for name in best)

    def _shown(self, member: Member) -> str:
        if member not in self.contexts:
            return f"{member[0]} not read"
        context, text = self.contexts[member], self.texts[member[0]].text
        start, end = context.reading.start, context.reading.end
        around = f"{text[max(start - AROUND, 0) : start]}[{text[start:end]}]{text[end : end + AROUND]}"
        return f"{member[0]}:{member[1]} {' '.join(around.split())} {self._topics(context)}"

    def _topics(self, context: Context) -> str:
        best = sorted(context.topics, key=lambda name: -context.topics[name])[:2]
        shown = " ".join(f"{name} {context.topics[name] * context.certainty:.2f}" for name in best)
        return f"{{{shown}{' main' if context.main else ''} {context.reading.as_of}}}"

    def _disputes(self) -> Iterator[str]:
        wanted, met, false = disputes(self.story, self.found)
        for claim in sorted(wanted - met):
            yield f"\n-- dispute missed: {claim} ({self.story.labels.get(claim, '')})"
        for group in sorted(false):
            yield "\n-- false dispute"
            yield from (f"   {self.story.claims[m]:12} {self._shown(m)}" for m, n in self.found.items() if n == group)


def parted(whole: Mapping[Member, object], parts: Mapping[Member, object]) -> dict[str, dict[object, list[Member]]]:
    """For each name in `whole`, its members by their name in `parts`; those without one stand alone."""
    found: defaultdict[str, defaultdict[object, list[Member]]] = defaultdict(lambda: defaultdict(list))
    for member, name in whole.items():
        found[str(name)][parts.get(member, member)].append(member)
    return {name: dict(pieces) for name, pieces in found.items()}


def main(arguments: Sequence[str]) -> None:
    told = list(stories(STORIES))
    wanted = [a for a in arguments if not a.startswith("--")]
    data = {} if "--seen" in arguments else {story.name: [data_of(story), data_of(reread(story))] for story in told}
    for story in told:
        if wanted and story.name not in wanted:
            continue
        others = [found for name in data if name != story.name for found in data[name]]
        weights = fit(others) if others else evidence.weights()
        report = Report(reread(story) if "--anew" in arguments else story, weights)
        sys.stdout.write("\n".join(report.lines()) + "\n\n")


if __name__ == "__main__":
    main(sys.argv[1:])
