"""What the reading noted about a source, as a page says it."""

from sources.templatetags.guesses import note_in_words


def test_a_note_is_a_sentence_for_the_editor() -> None:
    assert note_in_words("weekday: vendredi 12/06/2025") == (
        "The weekday that is printed does not fit the date: vendredi 12/06/2025."
    )


def test_an_unknown_note_is_shown_as_it_is() -> None:
    assert note_in_words("something else") == "something else"
