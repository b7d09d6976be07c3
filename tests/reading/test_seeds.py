"""The demonstration articles in seeds/ are as seeds/README.md says."""

import re
from datetime import date
from pathlib import Path

import pytest

from sources.reading.article import Article
from sources.reading.folder import article_files, dossier_details, read_bytes
from sources.reading.formats import read_article
from sources.reading.front_matter import KEYS, read_front_matter
from sources.reading.lines import without

SEEDS = Path(__file__).parents[2] / "seeds"
FILES = article_files(SEEDS)


def article(file: Path) -> Article:
    return read_article(read_bytes(file), file.name)


def test_the_story_has_five_articles_and_names_its_dossier() -> None:
    assert len(FILES) == 5
    assert dossier_details(SEEDS).title
    assert dossier_details(SEEDS).language == "fr"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_seed_states_every_key_and_says_that_it_is_reconstructed(file: Path) -> None:
    assert set(read_front_matter(file.read_text("utf-8")).stated) == set(KEYS)
    assert article(file).reconstructed
    assert set(article(file).guessed) <= {"title"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_reported_speech_stands_without_quotation_marks(file: Path) -> None:
    seed = article(file)
    assert not re.search(r"[«»“”„\"]|(?<!\w)['‘’]", without(seed.text, seed.masks))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_stated_title_is_printed_in_the_text_as_well(file: Path) -> None:
    seed = article(file)
    assert seed.guessed or f"\n# {seed.title}\n" in seed.text


def test_only_the_dispatch_states_publisher_day_and_origin() -> None:
    stated = [(seed.publisher, seed.origin, seed.published_on) for seed in map(article, FILES)]
    assert sorted(stated, key=str) == sorted([("", "", None)] * 4 + [("AFP", "AFP", date(2025, 6, 12))], key=str)


def test_the_dispatch_prints_a_weekday_that_does_not_fit_its_date() -> None:
    assert [seed.notes for seed in map(article, FILES) if seed.notes] == [("weekday: vendredi 12/06/2025",)]
