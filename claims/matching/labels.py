"""Names for groups, as an editor would give them: what is measured, of whom, and when where that tells two apart."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import log

from claims.matching.clusters import Cluster
from claims.matching.context import Context
from claims.matching.lexicon import Lexicon, language_of
from claims.matching.pages import Page, Vocabulary
from claims.matching.phrases import is_event, noun_phrases, phrase_after
from claims.matching.questions import sure_topic
from claims.matching.wording import MAX_LENGTH, filled, plural_in, shortened, single_day, usual_time
from claims.matching.words import Word, fold, names, stem, unit_words

_OF_BONUS = 0.7  # what "of" before a name adds to its standing near the figures
_NAME_REACH = 14.0  # how far from a figure a name that it is of may stand
_PHRASE_REACH = 9.0  # how far from a figure a phrase that names it may stand, borders of clauses included
_BESIDE = 2.0  # words
_RANKED = 3.0  # for what a rank is the rank among: "the fourth insurer"
_BESIDE_BONUS = 2.0  # for a phrase that only a small word parts from the figure: "a fall of 7 %"

_ROLES: Mapping[str, str] = {
    "de": "of", "d": "of", "du": "of", "des": "of", "of": "of", "for": "of",
    "par": "by", "by": "by",
    "dans": "in", "chez": "in", "in": "in", "into": "in", "at": "in",
}  # fmt: skip
_TITLES = frozenset("m mm mme mlle mr mrs ms miss dr me maitre docteur doctor sir lady".split())  # noqa: SIM905
_PLACING = frozenset({*_ROLES, "a", "from", "near", "pres", "to", "au", "aux", "the", "la", "le", "l"})
_GENERIC: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "money": "Montant", "percent": "Pourcentage", "points": "Écart en points", "count": "Nombre", "age": "Âge",
        "date": "Date", "duration": "Durée", "ratio": "Rapport", "measure": "Mesure", "ordinal": "Rang",
    },
    "en": {
        "money": "Amount", "percent": "Percentage", "points": "Change in points", "count": "Number", "age": "Age",
        "date": "Date", "duration": "Length of time", "ratio": "Ratio", "measure": "Measure", "ordinal": "Rank",
    },
}  # fmt: skip
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Labeller:
    """Names the groups of one dossier, each differently."""

    def __init__(
        self, pages: Sequence[Page], lexicon: Lexicon, vocabulary: Vocabulary, language: str, taken: Iterable[str]
    ) -> None:
        self.pages = {page.text.key: page for page in pages}
        self.lexicon, self.vocabulary = lexicon, vocabulary
        self.language = language_of(language) or "en"
        self.taken = set(taken)
        self._full_forms: dict[str, str] = {}
        self._runs = {page.text.key: [self._named(sentence) for sentence in page.sentences] for page in pages}
        self._printed = Counter(
            _printed(page, run) for page in pages for runs in self._runs[page.text.key] for run in runs
        )
        self._settings = frozenset(self._inside())

    def _inside(self) -> Iterator[str]:
        """The names that something is said to be in or at: those of organisations and places."""
        for page in self.pages.values():
            for sentence, runs in zip(page.sentences, self._runs[page.text.key], strict=True):
                before = {word.start: previous for previous, word in pairwise(sentence)} if runs else {}
                for run in runs:
                    previous = before.get(run[0].start)
                    if previous is not None and _ROLES.get(previous.key) == "in":
                        yield _printed(page, run)

    def label(self, cluster: Cluster) -> str:
        """A label that no other group of the dossier has."""
        fresh = (text for text in self._proposals(cluster) if text not in self.taken)
        chosen = next(fresh)
        self.taken.add(chosen)
        return chosen

    def _proposals(self, cluster: Cluster) -> Iterator[str]:
        plain = self._plain(cluster)
        yield shortened(plain)
        for detail in (
            self._when(cluster),
            *self._key_phrases(cluster, plain),
            self._own_day(cluster),
            self._print(cluster),
        ):
            if detail and fold(detail) not in fold(plain):
                bare = plain.split(" (")[0]
                yield f"{shortened(bare, MAX_LENGTH - len(detail) - 3)} ({detail})"
        for number in range(2, 10_000):
            yield f"{shortened(plain, MAX_LENGTH - 7)} ({number})"

    def _plain(self, cluster: Cluster) -> str:
        kind = cluster.members[0].reading.kind
        topic = sure_topic(cluster, self.lexicon) or ("age_now" if kind == "age" else "")
        slots = self._slots(cluster, kind == "age" or (bool(topic) and self.lexicon.topics[topic].personal))
        if topic:
            return filled(self.lexicon.topics[topic].label[self.language], slots, self.language)
        if slots.get("noun"):
            return filled("{Noun}| de {of}" if self.language == "fr" else "{Noun}| of {of}", slots, self.language)
        words = next(iter(self._key_phrases(cluster, "")), "")
        generic = _GENERIC[self.language].get(kind, kind)
        if words:
            return generic + (" : " if self.language == "fr" else ": ") + words
        if kind == "date":
            return f"{generic} ({when})" if (when := self._own_time(cluster)) else generic
        return filled(generic + "| – {of}", slots, self.language)

    def _slots(self, cluster: Cluster, personal: bool) -> dict[str, str]:
        """Who and what stands near the figures: the best name for each preposition, and the counted noun.

        Only a `personal` question is that of a person.
        """
        votes: defaultdict[tuple[str, str], float] = defaultdict(float)
        for member in cluster.members:
            for role, name, weight in self._names_near(member):
                if personal or not self._is_surnamed(name):
                    votes[role, name] += weight
        whose: defaultdict[str, float] = defaultdict(float)
        for (role, name), weight in votes.items():
            whose[name] += weight if role == "near" else _OF_BONUS * weight if role == "of" else 0.0
        ranked = [pair for pair, _ in sorted(votes.items(), key=lambda item: (-item[1], item[0]))]
        slots: dict[str, str] = {}
        for role, name in ranked:
            if role in ("by", "in") and role not in slots and name not in slots.values():
                slots[role] = name
        if whose:
            slots["of"] = max(whose, key=lambda name: (whose[name], name))
        slots["noun"] = self._noun(cluster)
        return {role: name for role, name in slots.items() if name}

    def _names_near(self, member: Context) -> Iterator[tuple[str, str, float]]:
        page = self.pages[member.member[0]]
        words = page.sentences[member.sentence] if page.sentences else ()
        before = {word.start: previous for previous, word in pairwise(words)}
        for run in self._runs[page.text.key][member.sentence] if words else ():
            name = self._full(_printed(page, run))
            near = max(member.names.get(w.key, 0.0) for w in run)
            weight = near * self._weight(name)
            previous = before.get(run[0].start)
            if member.reading.kind != "age" and _apart(words, run, member) > _NAME_REACH:
                continue
            if member.reading.kind == "age" and not self._is_person(run, name, previous, member):
                continue
            role = self._role(previous, member) if previous and run[0].start - previous.end <= 2 else ""
            if role:
                yield role, name, weight
            yield "near", name, near if member.reading.kind == "age" else weight

    def _role(self, previous: Word, member: Context) -> str:
        """What the word before a name makes of it; after a verb such as "values" it is the one that is valued."""
        if previous.key in _ROLES:
            return _ROLES[previous.key]
        language = language_of(self.pages[member.member[0]].text.language)
        found = {name.removesuffix("#") for _, _, name in self.lexicon.topic_cues[language].find([previous])}
        return "of" if found & set(member.topics) else ""

    def _named(self, words: Sequence[Word]) -> list[tuple[Word, ...]]:
        """The names of a sentence; a lone acronym such as CEO is none, nor is anything in a line of capitals."""
        if sum(w.capital for w in words) > max(4, 0.6 * len(words)):
            return []
        return [run for run in names(words, self.vocabulary.names) if {w.key for w in run} - self.lexicon.no_names]

    def _is_person(self, run: Sequence[Word], name: str, previous: Word | None, member: Context) -> bool:
        """Whether a name is that of somebody.

        A title stands before it, or its surname alone elsewhere, or an age beside it; and nothing is "in" somebody.
        """
        if previous is not None and previous.key in _TITLES:
            return True
        if name in self._settings:
            return False
        if self._is_surnamed(name):
            return True
        return (previous is None or previous.key not in _PLACING) and not member.person.isdisjoint(w.key for w in run)

    def _is_surnamed(self, name: str) -> bool:
        """Whether the last word of a name stands alone elsewhere, and more often than what comes before it."""
        first, _, last = name.rpartition(" ")
        return bool(first) and name not in self._settings and self._printed[last] > self._printed[first]

    def _weight(self, name: str) -> float:
        """Names on which the dossier dwells are likelier subjects than those in passing."""
        return log(1 + self._printed.get(name, 1))

    def _full(self, printed: str) -> str:
        """The usual full form of a name: "Wang" is "Alexandr Wang" where the dossier prints that too."""
        if printed not in self._full_forms:
            self._full_forms[printed] = self._longest(printed)
        return self._full_forms[printed]

    def _longest(self, printed: str) -> str:
        longer = [(n, name) for name, n in self._printed.items() if n > 1 and name.count(" ") < 3]
        fits = [(n, name) for n, name in longer if name.endswith(" " + printed)]
        fits += [(n, name) for n, name in longer if name.startswith(printed + " ") and n >= self._printed[printed]]
        return max(fits, default=(0, printed))[1]

    def _noun(self, cluster: Cluster) -> str:
        """The counted noun as printed, in the dossier's language where some member prints it so."""
        nouns: Counter[str] = Counter()
        for member in cluster.members:
            if member.reading.kind == "count" and self._is_noun(member.reading.unit):
                own = language_of(self.pages[member.member[0]].text.language) == self.language
                nouns[plural_in(member.reading.quote, member.reading.unit)] += 10 if own else 1
        return max(nouns, key=lambda noun: (nouns[noun], noun), default="")

    def _is_noun(self, unit: str) -> bool:
        """Whether a counted word is a noun: no participle such as "débloqués", no verb, nothing that names nothing."""
        words = unit_words(unit)
        if not words or words[0].key in self.lexicon.verbs or words[0].key in ("time", "fois"):
            return False
        participle = fold(unit) != unit.casefold() and unit.casefold().removesuffix("s").endswith(("é", "ée"))
        return not participle or self.lexicon.same.name(words[0].key) != ""

    def _when(self, cluster: Cluster) -> str:
        """The month or year that most members name in their clause."""
        return usual_time([time for member in cluster.members for time in member.times], self.language)

    def _own_time(self, cluster: Cluster) -> str:
        """The month or year that most dates of a claim say."""
        return usual_time([member.reading.said for member in cluster.members], self.language)

    def _own_day(self, cluster: Cluster) -> str:
        """The one day that all dates of a claim say."""
        dates = [member.reading.said for member in cluster.members if member.reading.kind == "date"]
        return single_day(dates, self.language)

    def _print(self, cluster: Cluster) -> str:
        """The figure as printed, where only one is: it tells apart what no word does."""
        member, *others = cluster.members
        return "" if others or member.reading.kind == "date" else " ".join(member.reading.quote.split())[:30]

    def _key_phrases(self, cluster: Cluster, label: str) -> list[str]:
        """The noun phrases nearest to the figures, in the dossier's language."""
        seen = {stem(fold(word)) for word in re.findall(r"\w+", label)}
        weights: defaultdict[str, float] = defaultdict(float)
        for member in cluster.members:
            for phrase, weight in self._phrases_near(member):
                if not {stem(fold(word)) for word in phrase.split()} & seen:
                    weights[phrase] += weight
        return sorted(weights, key=lambda phrase: (-weights[phrase], phrase))[:6]

    def _phrases_near(self, member: Context) -> Iterator[tuple[str, float]]:
        page, reading = self.pages[member.member[0]], member.reading
        words = page.sentences[member.sentence] if page.sentences and not self._foreign(member) else ()
        language = language_of(page.text.language) or "en"
        before = [word.at for word in words if word.start < reading.start]
        here = before[-1] + 1.0 if before else 0.0
        ranked = phrase_after(words, reading.end, language, self.lexicon) if reading.kind == "ordinal" else ()
        if ranked:
            yield self._spoken(page, ranked), _RANKED
        for phrase in noun_phrases(words, language, self.lexicon):
            distance = max(phrase[0].at - here, here - phrase[-1].at, 1.0)
            # what touches the figure belongs to it: "the typical £580"
            inside = phrase[0].start < reading.end and reading.start <= phrase[-1].end + 1
            if not inside and distance <= _PHRASE_REACH and self._tells(phrase, reading.kind, language):
                beside = _BESIDE_BONUS if distance <= _BESIDE and phrase[-1].at < here else 1.0
                yield self._spoken(page, phrase), beside / distance

    def _tells(self, phrase: Sequence[Word], kind: str, language: str) -> bool:
        """Whether a phrase says something by itself; of a date, it must name what happens."""
        if language == "en" and phrase[-1].key.endswith(("ed", "ical", "ous", "ful", "less")):
            return False
        if all(word.key.removesuffix("s") in self.lexicon.empty or word.key in self.lexicon.empty for word in phrase):
            return False
        named = all(word.key in self.vocabulary.names for word in phrase)
        return kind != "date" or (not named and is_event(phrase, language, self.lexicon))

    def _spoken(self, page: Page, phrase: Sequence[Word]) -> str:
        """A phrase as printed, on one line, small but for its names; with the rest of a hyphenated word."""
        parts, end = [], 0
        for word in phrase:
            found = _HYPHENATED.match(page.text.text, word.start)
            if found and word.start >= end:
                parts.append(found[0] if word.key in self.vocabulary.names else found[0].lower())
                end = found.end()
        return " ".join(parts)

    def _foreign(self, member: Context) -> bool:
        return language_of(self.pages[member.member[0]].text.language) != self.language


def _printed(page: Page, run: Sequence[Word]) -> str:
    return page.text.text[run[0].start : run[-1].end]


def _apart(words: Sequence[Word], run: Sequence[Word], member: Context) -> float:
    """How many words stand between a name and a figure, borders of clauses included."""
    start, end = member.reading.start, member.reading.end
    before = max((word.at for word in words if word.start < start), default=0.0)
    inside = max((word.at for word in words if word.start < end), default=before)
    return max(before - run[-1].at, run[0].at - inside)
