"""Names for groups, as an editor would give them: what is measured, of whom, and when where that tells two apart."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from math import log

from claims.matching.context import Context
from claims.matching.grouping import Cluster
from claims.matching.lexicon import Lexicon, language_of
from claims.matching.pages import Page, Vocabulary
from claims.matching.phrases import noun_phrases
from claims.matching.words import Word, fold, names, stem

MAX_LENGTH = 70
_OF_BONUS = 0.7  # what "of" before a name adds to its standing near the figures
_SURE = 0.4  # summed certainty over members from which a topic names the claim
_CLEAR = 1.3  # how far before the second it must stand
_PHRASE_REACH = 20.0  # how far from a figure a phrase that names it may stand

_ROLES: Mapping[str, str] = {
    "de": "of", "d": "of", "du": "of", "des": "of", "of": "of", "for": "of",
    "par": "by", "by": "by",
    "dans": "in", "chez": "in", "in": "in", "into": "in", "at": "in",
}  # fmt: skip
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
_MONTHS: Mapping[str, Sequence[str]] = {
    "fr": [
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ],
    "en": [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ],
}  # fmt: skip


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
        self._printed = Counter(
            _printed(page, run) for page in pages for sentence in page.sentences for run in self._runs(sentence)
        )

    def label(self, cluster: Cluster) -> str:
        """A label that no other group of the dossier has."""
        fresh = (text for text in self._proposals(cluster) if text not in self.taken)
        chosen = next(fresh)
        self.taken.add(chosen)
        return chosen

    def _proposals(self, cluster: Cluster) -> Iterator[str]:
        plain = self._plain(cluster)
        yield shortened(plain)
        for detail in (self._when(cluster), *self._key_phrases(cluster, plain)):
            if detail and fold(detail) not in fold(plain):
                yield f"{shortened(plain, MAX_LENGTH - len(detail) - 3)} ({detail})"
        for number in range(2, 10_000):
            yield f"{shortened(plain, MAX_LENGTH - 7)} ({number})"

    def _plain(self, cluster: Cluster) -> str:
        kind = cluster.members[0].reading.kind
        topic = self._topic(cluster) or ("age_now" if kind == "age" else "")
        slots = self._slots(cluster)
        if topic:
            return filled(self.lexicon.topics[topic].label[self.language], slots, self.language)
        if slots.get("noun"):
            return filled("{Noun}| de {of}" if self.language == "fr" else "{Noun}| of {of}", slots, self.language)
        words = next(iter(self._key_phrases(cluster, "")), "")
        generic = _GENERIC[self.language].get(kind, kind)
        separator = " : " if self.language == "fr" else ": "
        return generic + separator + words if words else filled(generic + "| – {of}", slots, self.language)

    def _topic(self, cluster: Cluster) -> str:
        votes: defaultdict[str, float] = defaultdict(float)
        for member in cluster.members:
            for name, weight in member.topics.items():
                votes[name] += weight * member.certainty
        first, second = [*sorted(votes, key=lambda name: (-votes[name], name)), "", ""][:2]
        clear = votes[first] >= _CLEAR * votes[second] or second in self._near(first)
        return first if clear and votes[first] >= _SURE * len(cluster.members) ** 0.5 else ""

    def _near(self, topic: str) -> frozenset[str]:
        """The topics which to take for this one is no great mistake."""
        topics = self.lexicon.topics
        return (
            topics[topic].near | {name for name, other in topics.items() if topic in other.near}
            if topic
            else frozenset()
        )

    def _slots(self, cluster: Cluster) -> dict[str, str]:
        """Who and what stands near the figures: the best name for each preposition, and the counted noun."""
        votes: defaultdict[tuple[str, str], float] = defaultdict(float)
        for member in cluster.members:
            for role, name, weight in self._names_near(member):
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
        for run in self._runs(words):
            name = self._full(_printed(page, run))
            near = max(member.names.get(w.key, 0.0) for w in run)
            weight = near * self._weight(name)
            previous = before.get(run[0].start)
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

    def _runs(self, words: Sequence[Word]) -> list[tuple[Word, ...]]:
        """The names of a sentence; a lone acronym such as CEO is none, nor is anything in a line of capitals."""
        if sum(w.capital for w in words) > max(4, 0.6 * len(words)):
            return []
        return [run for run in names(words, self.vocabulary.names) if {w.key for w in run} - self.lexicon.no_names]

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
            if member.reading.kind == "count" and member.reading.unit:
                own = language_of(self.pages[member.member[0]].text.language) == self.language
                nouns[_plural_in(member.reading.quote, member.reading.unit)] += 10 if own else 1
        return max(nouns, key=lambda noun: (nouns[noun], noun), default="")

    def _when(self, cluster: Cluster) -> str:
        """The month or year that most members name in their clause."""
        spans = Counter((t.low, t.high) for m in cluster.members for t in m.times if t.low and t.high)
        if not spans:
            return ""
        (low, high), _ = max(spans.items(), key=lambda item: (item[1], item[0]))
        first, last = date.fromordinal(int(low)), date.fromordinal(int(high))
        if (first.year, first.month) == (last.year, last.month):
            return f"{_MONTHS[self.language][first.month - 1]} {first.year}"
        return str(first.year) if first.year == last.year else f"{first.year}-{last.year}"

    def _key_phrases(self, cluster: Cluster, label: str) -> list[str]:
        """The noun phrases nearest to the figures, those in the dossier's language and of telling words first."""
        seen = {stem(fold(word)) for word in re.findall(r"\w+", label)}
        weights: defaultdict[str, float] = defaultdict(float)
        for member in cluster.members:
            for phrase, weight in self._phrases_near(member):
                if not {stem(fold(word)) for word in phrase.split()} & seen:
                    weights[phrase] += weight
        return sorted(weights, key=lambda phrase: (-weights[phrase], phrase))[:6]

    def _phrases_near(self, member: Context) -> Iterator[tuple[str, float]]:
        page, reading = self.pages[member.member[0]], member.reading
        words = page.sentences[member.sentence] if page.sentences else ()
        language = language_of(page.text.language)
        own = 0.2 if self._foreign(member) else 1.0
        here = sum(word.start < reading.start for word in words)
        for phrase in noun_phrases(words, language, self.lexicon.stop):
            first, last = words.index(phrase[0]), words.index(phrase[-1])
            distance = max(first - here, here - last, 1)
            inside = phrase[0].start < reading.end and reading.start < phrase[-1].end
            if not inside and distance <= _PHRASE_REACH:
                yield self._spoken(page, phrase), own / distance

    def _spoken(self, page: Page, phrase: Sequence[Word]) -> str:
        """A phrase as printed, on one line, small but for its names."""
        printed = (page.text.text[word.start : word.end] for word in phrase)
        names_ = self.vocabulary.names
        return " ".join(t if w.key in names_ else t.lower() for t, w in zip(printed, phrase, strict=True))

    def _foreign(self, member: Context) -> bool:
        return language_of(self.pages[member.member[0]].text.language) != self.language


def _printed(page: Page, run: Sequence[Word]) -> str:
    return page.text.text[run[0].start : run[-1].end]


def _plural_in(quote: str, unit: str) -> str:
    """The word of the quote that is the unit, as inflected there.

    >>> _plural_in("1 500 employés", "employé")
    'employés'
    >>> _plural_in("une vingtaine", "agence")
    'agence'
    """
    head = stem(fold(unit.split()[0])) if unit.split() else ""
    return next((w for w in re.findall(r"[^\W\d_]+", quote) if head and stem(fold(w)) == head), unit)


def filled(template: str, slots: Mapping[str, str], language: str) -> str:
    """A label with the parts whose slots are known.

    >>> filled("Montant investi| par {by}| dans {in}", {"in": "Orvia"}, "fr")
    'Montant investi dans Orvia'
    >>> filled("Âge| de {of}", {"of": "Ana Roy"}, "fr")
    'Âge d’Ana Roy'
    """
    slots = dict(slots)
    if slots.get("noun"):
        slots["Noun"] = slots["noun"][0].upper() + slots["noun"][1:]
    first, *parts = template.split("|")
    out = first.format(**slots) if "{" in first else first
    for part in parts:
        needed = re.findall(r"{(\w+)}", part)
        if all(slots.get(name) and fold(slots[name]) not in fold(out) for name in needed):
            out += part.format(**slots)
    return re.sub(r"\bde ([aeiouyâéèêîôAEIOUYÂÉÈÊÎÔ])", r"d’\1", out) if language == "fr" else out


def shortened(label: str, limit: int = MAX_LENGTH) -> str:
    """At most `limit` characters, cut between words.

    >>> shortened("Prix d’achat de la Compagnie", 20)
    'Prix d’achat de la…'
    """
    if len(label) <= limit:
        return label
    return label[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:(") + "…"
