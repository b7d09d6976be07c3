from datetime import date

import pytest

from sources.reading.credits import Credits, read_credits
from sources.reading.dates import find_date
from sources.reading.lines import lines_of

STORY = "La ville vend son port pour 3 M€, dit la mairesse."


def credits_of(page: str, *, month_first: bool = False) -> Credits:
    return read_credits(lines_of(page), month_first=month_first)


@pytest.mark.parametrize(
    ("dateline", "outlet", "day"),
    [
        ("Genève, Suisse | ATS | mardi 04/03/2025 - ", "Keystone-ATS", date(2025, 3, 4)),
        ("date 2025-03 Lyon, France | AFP | mardi 04/03/2025 - ", "AFP", date(2025, 3, 4)),
        ("PARIS, 3 mars 2025 (AFP) – ", "AFP", date(2025, 3, 3)),
        ("Paris, le 3 mars 2025 (Agence France-Presse) - ", "AFP", date(2025, 3, 3)),
        ("LONDON, March 3 (Reuters) - ", "Reuters", None),
        ("(Reuters) - ", "Reuters", None),
        ("NEW YORK (AP) — ", "AP", None),
        ("BERLIN, March 3, 2025 /PRNewswire/ -- ", "PR Newswire", date(2025, 3, 3)),
        ("SAN JOSE, Calif., Sept. 17 (Bay News) -- ", "Bay News", None),
        ("LYON, 1er juillet 2025 (Agence du Rhône) – ", "Agence du Rhône", date(2025, 7, 1)),
        ("MONTRÉAL, le 3 mars 2025 – ", "", date(2025, 3, 3)),
        ("MATANE, 12 mai 2025 – 16 h 41 – ", "", date(2025, 5, 12)),
    ],
)
def test_a_dateline_is_masked_and_tells_outlet_and_day(dateline: str, outlet: str, day: date | None) -> None:
    credits = credits_of(f"Un port vendu\n{dateline}{STORY}")
    assert [(start, end) for start, end in credits.spans] == [(14, 14 + len(dateline))]
    assert credits.publisher == credits.agency == outlet
    assert (credits.published.day if credits.published else None) == day


@pytest.mark.parametrize(
    "line",
    [
        "Le groupe (Hydro) - et d'autres - vend 3 ports.",
        "IBM (NYSE) - le titre perd 3 %.",
        "En 2024, le 3 mars (un lundi) - jour férié -, la ville vendait 3 ports.",
        "La ville | le port | la gare - trois ventes.",
        "Montréal – La ville vend 3 ports.",
    ],
)
def test_what_only_looks_like_a_dateline_stays(line: str) -> None:
    assert credits_of(line).spans == ()


@pytest.mark.parametrize(
    ("line", "author", "agency"),
    [
        ("Par Jeanne Roy", "Jeanne Roy", ""),
        ("By Jane Doe and John O'Neil", "Jane Doe and John O'Neil", ""),
        ("PAR JEANNE ROY", "JEANNE ROY", ""),
        ("Par Anne de La Tour et Marie-Ève Roy", "Anne de La Tour et Marie-Ève Roy", ""),
        ("Par Jeanne Roy, AFP", "Jeanne Roy", "AFP"),
        ("By Jane Doe (Reuters)", "Jane Doe", "Reuters"),
        ("Par Jeanne Roy, envoyée spéciale", "Jeanne Roy", ""),
        ("By Reuters Staff", "", "Reuters"),
        ("Par Le Courrier avec AFP", "", "AFP"),
        ("Texte de Jeanne Roy | 3 min de lecture", "Jeanne Roy", ""),
        ("Avec AFP", "", "AFP"),
        ("With files from The Canadian Press", "", "The Canadian Press"),
        ("Source : Reuters", "", "Reuters"),
        ("(avec AFP)", "", "AFP"),
        ("— With files from The Canadian Press", "", "The Canadian Press"),
        ("With additional reporting by Jane Doe and Reuters", "", "Reuters"),
        ("With files from Orrin News Service", "", "Orrin News Service"),
        ("Avec l’Agence Médicis", "", "Agence Médicis"),
        ("Avec les informations de la Dépêche alpine", "", "Dépêche alpine"),
        ("Reuters contributed to this report.", "", "Reuters"),
        ("This report by The Canadian Press was first published March 3, 2025.", "", "The Canadian Press"),
        ("Cette dépêche de La Presse canadienne a été diffusée le 3 mars 2025.", "", "La Presse canadienne"),
        ("By Jane Doe, Orrin Wire", "Jane Doe", "Orrin Wire"),
        ("By Orrin Newswire and staff | March 3, 2025", "staff", "Orrin Newswire"),
        ("Par la rédaction, avec l’Agence Médicis · 03/03/2025", "la rédaction", "Agence Médicis"),
        ("Par Jeanne Roy et Paul Ney, avec AFP", "Jeanne Roy et Paul Ney", "AFP"),
        ("Jane Doe, The Canadian Press", "Jane Doe", "The Canadian Press"),
        ("Le Courrier avec AFP", "", "AFP"),
        ("A. R. avec l’AFP", "A. R.", "AFP"),
        ("Story by Orrin Newswire", "", "Orrin Newswire"),
        ("Source AFP", "", "AFP"),
        ("March 3, 2025 / 10:12 AM EST / AP", "", "AP"),
        ("Par notre correspondante", "notre correspondante", ""),
    ],
)
def test_bylines_and_credited_agencies_are_read_and_masked(line: str, author: str, agency: str) -> None:
    credits = credits_of(f"Un port vendu\n{line}\n{STORY}")
    assert (credits.author, credits.agency) == (author, agency)
    assert credits.spans == ((14, 14 + len(line)),)


@pytest.mark.parametrize(
    ("ending", "agency"),
    [
        (" (avec AFP)", "AFP"),
        (" (ATS)", "Keystone-ATS"),
        (" – With files from Reuters", "Reuters"),
        (" (Orrin Wire).", "Orrin Wire"),
    ],
)
def test_a_credit_that_closes_the_last_paragraph_is_read_and_masked(ending: str, agency: str) -> None:
    page = f"Un port vendu\n{STORY}{ending}"
    credits = credits_of(page)
    assert credits.agency == agency
    assert [page[start:end] for start, end in credits.spans] == [ending]


@pytest.mark.parametrize(
    "ending", [" Selon l’AFP, 3 ports ferment.", " (avec 3 ports)", " – avec Jeanne Roy", " Elle l’a dit à l’AFP."]
)
def test_an_agency_in_a_sentence_of_the_story_is_no_credit_of_the_whole(ending: str) -> None:
    assert credits_of(f"Un port vendu\n{STORY}{ending}") == Credits()


def test_the_paper_in_a_byline_is_the_publisher() -> None:
    credits = credits_of(f"Un port vendu\nPar Jeanne Roy, La Gazette du port\n{STORY}")
    assert (credits.author, credits.publisher) == ("Jeanne Roy", "La Gazette du port")


@pytest.mark.parametrize(
    "line",
    [
        "Avec l’Agence nationale du sport", "Avec Jeanne Roy", "Orrin, Reuters", "Le port discute avec Reuters",
        "With 3 ports from Reuters", "Stop the Press",
        "The firm contributed to this report", "Par ailleurs, 3 ports ferment",
        "Par région", "By Monday 3 ports had shut", "Par Secteur", "By 2030", "Par",
    ],
)  # fmt: skip
def test_a_line_that_begins_like_a_byline_stays(line: str) -> None:
    assert credits_of(f"Un port vendu\n{line}\n{STORY}").spans == ()


@pytest.mark.parametrize(
    "line",
    [
        "Publié le 3 mars 2025", "Publié le 3 mars 2025 à 10 h 30", "Publié le lundi 3 mars 2025 à 10:30",
        "Mis en ligne le 03/03/2025", "Published March 3, 2025 10:30 a.m. ET", "Published: 3 March 2025",
        "Published 22:47, 3 March 2025", "First published on Mon 3 Mar 2025 06.00 GMT", "Date : 2025-03-03",
        "Le 3 mars 2025", "3 mars 2025", "March 3rd, 2025", "2025-03-03", "LUNDI 3 MARS 2025", "03.03.2025",
        "Publié le 3 mars 2025 | 4 min de lecture", "Publié le 3 mars 2025 Mis à jour le 4 mars 2025 à 11h",
        "Édition du lundi 3 mars 2025", "Weekend edition: March 3, 2025", "Lundi 3 mars 2025, par la rédaction",
        "Lyon, le 3 mars 2025", "Mar. 3, 2025  7-minute read", "Par Jeanne Roy | Lundi 3 mars 2025 | 4 min de lecture",
        "Posted: March 3, 2025 | Last Updated: March 4, 2025", "Diffusé le 3 mars 2025",
    ],
)  # fmt: skip
def test_a_printed_day_of_publication_is_read_and_masked(line: str) -> None:
    credits = credits_of(f"Un port vendu\n{line}\n{STORY}")
    assert credits.published
    assert credits.published.day == date(2025, 3, 3)
    assert credits.spans == ((14, 14 + len(line)),)


def test_a_day_of_update_is_told_from_the_day_of_publication() -> None:
    credits = credits_of("Un port vendu\nMis à jour le 4 mars 2025\nPublié le 3 mars 2025\n" + STORY)
    assert credits.published
    assert credits.updated
    assert (credits.published.day, credits.updated.day) == (date(2025, 3, 3), date(2025, 3, 4))


@pytest.mark.parametrize(
    "line",
    [
        "Le 3 mars 2025 marque un tournant pour le port",
        "3 mars 2025 : la ville vend",
        "Publié le 3 mars 2025, le rapport chiffre la perte à 3 M€",
        "Updated figures of March 3, 2025 show a loss",
    ],
)
def test_a_line_of_the_story_that_begins_with_a_date_stays(line: str) -> None:
    assert credits_of(f"Un port vendu\n{line}\n{STORY}").spans == ()


@pytest.mark.parametrize("line", ["Sept. 15", "By Jane Doe | Mon, Sept. 15", "Lundi 15 septembre, par Jeanne Roy"])
def test_a_day_printed_without_its_year_is_found_near_the_top(line: str) -> None:
    published = credits_of(f"Un port vendu\n{line}\n{STORY}").published
    assert published
    assert published.printed.casefold().endswith(("sept. 15", "15 septembre"))
    assert published.day is None


def test_a_day_with_its_year_goes_before_one_without() -> None:
    published = credits_of(f"Port sold\nPublished March 4, 2025\nLONDON, March 3 (Reuters) - {STORY}").published
    other = credits_of(f"Port sold\nMarch 3 | By Jane Doe\nPublished March 4, 2025\n{STORY}").published
    assert published
    assert published.day == date(2025, 3, 4)
    assert published == other


def test_the_dates_of_a_chronology_are_no_day_of_publication() -> None:
    credits = credits_of(f"Un port vendu\n3 mars 2025\n{STORY}\n4 mars 2025\nLe fonds paie.")
    assert credits.published is None
    assert credits.spans == ()


def test_numeric_dates_are_day_first_except_in_american_english() -> None:
    page = "Port sold\nPublished 12/06/2025\nThe city has sold its port."
    british, american = credits_of(page).published, credits_of(page, month_first=True).published
    assert british
    assert american
    assert (british.day, american.day) == (date(2025, 6, 12), date(2025, 12, 6))


@pytest.mark.parametrize(("printed", "day"), [("9/18/2025", date(2025, 9, 18)), ("18/9/2025", date(2025, 9, 18))])
def test_a_numeric_date_that_has_one_reading_takes_it(printed: str, day: date) -> None:
    for month_first in (False, True):
        found = find_date(printed, month_first=month_first)
        assert found
        assert found.day == day


@pytest.mark.parametrize(
    "printed", ["31/02/2025", "30 février 2025", "February 30, 2025", "99/99/2025", "juİn 3, 2025"]
)
def test_a_day_that_no_calendar_has_is_none(printed: str) -> None:
    found = find_date(printed)
    assert found is None or found.day is None


@pytest.mark.parametrize("text", ["", "Trois mars", "2025", "mars 2025", "1/2", "12/06/25", "٣ mars", "3 marsouins"])
def test_what_is_no_full_day_is_not_found(text: str) -> None:
    found = find_date(text)
    assert found is None or found.day is None
