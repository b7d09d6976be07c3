"""The reading of whole stories does not fall below what an editor can work with."""

from tests.figures.accuracy import STORIES, Report, score


def test_stories_are_read() -> None:
    report: Report = score([STORIES])
    whole = report.scores["all"]
    assert whole.gold > 500
    assert whole.f1(whole.found) >= 0.97, report.notes
    assert whole.f1(whole.right) >= 0.95, report.notes


def test_no_language_lags_behind() -> None:
    report = score([STORIES])
    for language in ("fr-FR", "fr-CA", "fr-CH", "en-US", "en-GB"):
        figures = report.scores[language]
        assert figures.f1(figures.found) >= 0.95, (language, report.notes)
        assert figures.f1(figures.right) >= 0.93, (language, report.notes)
