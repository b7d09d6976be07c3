"""The French catalogue: complete, with the same placeholders and tags as the English, and set as French is set."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "dealdesk" / "locale" / "fr" / "LC_MESSAGES" / "django.po"
ROOMS = ("dealdesk", "claims", "sources")
PLAIN, PLURAL, IN_CONTEXT = None, (1, 2), ((1, "c"), 2)
KEYWORDS = {
    "_": PLAIN,
    "gettext": PLAIN,
    "gettext_lazy": PLAIN,
    "ngettext": PLURAL,
    "ngettext_lazy": PLURAL,
    "pgettext": IN_CONTEXT,
    "pgettext_lazy": IN_CONTEXT,
}

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%")
TAG = re.compile(r"</?[a-z][^>]*>")
NBSP, NARROW = "\u00a0", "\u202f"
MISTAKES = {
    "a space that may break, or none, before a colon": re.compile(f"[^{NBSP}](:)(?!//)"),
    "a space that may break, or none, before ; ! ?": re.compile(f"[^{NARROW}]([;!?])"),
    "a space that may break, or none, inside « »": re.compile(f"«(?!{NBSP})|(?<!{NBSP})»"),
    "a space that may break, or none, before a percent sign": re.compile(f"[^{NBSP}]%%"),
    "a space that may break between thousands": re.compile(r"\d \d{3}\b"),
    "a straight apostrophe": re.compile(r"(?<=\w)'|'(?=\w)"),
    "English or straight quotation marks": re.compile(r"[“”\"]"),
    "three full stops for an ellipsis": re.compile(r"\.\.\."),
    "a decimal point": re.compile(r"\d\.\d"),
    "two spaces": re.compile(r"[ \u00a0\u202f]{2}"),
}
# The words of the design: an English message that names the thing is French that names it, never a synonym.
WORDS = {
    "claim": "affirmation",
    "dossier": "dossier",
    "edition": "édition",
    "figure": "chiffre",
    "mention": "mention",
    "origin": "origine",
    "reason": "motif",
    "sheet": "fiche",
    "source": "source",
    "verdict": "verdict",
    "version": "version",
}


def catalogue(path: Path = CATALOGUE) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="fr")


def messages(found: Catalog) -> list[Message]:
    return [message for message in found if message.id]


def ids(message: Message) -> tuple[str, ...]:
    """The English: one form, or singular and plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def forms(message: Message) -> tuple[str, ...]:
    """The French, form by form."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def key(message: Message) -> tuple[str | None, tuple[str, ...]]:
    return message.context, ids(message)


def mistakes(french: str) -> Iterator[str]:
    """What a typesetter would mend.

    >>> list(mistakes("Motif\u00a0: oui\u202f; «\u00a0l’an\u00a0»"))
    []
    >>> sorted(mistakes("Motif: l'an")) == ["a space that may break, or none, before a colon", "a straight apostrophe"]
    True
    """
    return (name for name, pattern in MISTAKES.items() if pattern.search(french))


FRENCH = messages(catalogue())


def test_every_message_is_translated_and_none_is_a_guess() -> None:
    assert FRENCH
    assert [ids(message) for message in FRENCH if message.fuzzy] == []
    assert [ids(message) for message in FRENCH if not all(form.strip() for form in forms(message))] == []


def test_nothing_is_kept_that_the_code_no_longer_says() -> None:
    assert list(catalogue().obsolete) == []


def test_every_plural_has_both_french_forms() -> None:
    assert catalogue().num_plurals == 2
    assert catalogue().plural_expr == "(n > 1)"  # zero is singular in French
    assert [ids(message) for message in FRENCH if len(forms(message)) != len(ids(message))] == []


def test_every_form_has_the_placeholders_of_its_english() -> None:
    for message in FRENCH:
        for english, french in zip(ids(message), forms(message), strict=True):
            assert Counter(PLACEHOLDER.findall(french)) == Counter(PLACEHOLDER.findall(english)), english


def test_every_form_has_the_tags_of_its_english() -> None:
    for message in FRENCH:
        for english, french in zip(ids(message), forms(message), strict=True):
            assert Counter(TAG.findall(french)) == Counter(TAG.findall(english)), english


def test_spaces_and_signs_are_set_as_in_french() -> None:
    found = {form: list(mistakes(form)) for message in FRENCH for form in forms(message)}
    assert {form: names for form, names in found.items() if names} == {}


@pytest.mark.parametrize(("english", "french"), WORDS.items())
def test_one_word_stands_for_one_thing(english: str, french: str) -> None:
    pairs = [(PLACEHOLDER.sub("", ids(message)[0]), forms(message)[0]) for message in FRENCH]
    named = [pair for pair in pairs if re.search(rf"\b{english}s?\b", pair[0], re.IGNORECASE)]
    assert named
    assert [pair for pair in named if french not in PLACEHOLDER.sub("", pair[1]).casefold()] == []


def test_labels_and_sentences_end_alike() -> None:
    """A label has no full stop, a sentence has one; what ends in a colon or an ellipsis does in both."""
    for message in FRENCH:
        for english, form in zip(ids(message), forms(message), strict=True):
            assert [form.rstrip().endswith(sign) for sign in ".…:"] == [english.endswith(sign) for sign in ".…:"], form


def test_the_header_names_nobody_and_no_day() -> None:
    header = CATALOGUE.read_text(encoding="utf-8").split("\n\n", 1)[0]
    assert '"Project-Id-Version: dealdesk\\n"' in header
    assert re.search(r"Translator|Team|Date|Creator|@|<", header) is None


def test_the_catalogue_holds_what_the_code_says_and_nothing_else(tmp_path: Path) -> None:
    kept = {key(message) for message in FRENCH}
    if shutil.which("xgettext") is None:
        assert python_messages() - kept == set()
        return
    said = {key(message) for message in messages(catalogue(collected(tmp_path)))}
    assert len(said) > 100
    assert (said - kept, kept - said) == (set(), set())


def test_babel_finds_the_same_messages_in_python_files() -> None:
    """What stands in where gettext is missing."""
    found = python_messages()
    assert (None, ("%(count)d figure confirmed", "%(count)d figures confirmed")) in found
    assert found - {key(message) for message in FRENCH} == set()


def collected(folder: Path) -> Path:
    """A new catalogue of the tree as it stands, made by Django's own command in a copy of the tree."""
    for name in (*ROOMS, "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "locale"))
    shutil.copy(ROOT / "manage.py", folder)
    made = folder / CATALOGUE.relative_to(ROOT)
    made.parents[1].mkdir(parents=True)
    command = [sys.executable, "manage.py", "makemessages", "--locale", "fr", "--no-location", "--no-wrap"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return made


def python_messages() -> set[tuple[str | None, tuple[str, ...]]]:
    found = set()
    for room in ROOMS:
        for *_place, said, _comments, context in extract_from_dir(ROOT / room, [("**.py", "python")], {}, KEYWORDS):
            found.add((context, (said,) if isinstance(said, str) else tuple(said)))
    return found
