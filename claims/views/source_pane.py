"""The open figure's source: the paragraphs that print it, with the quote marked."""

from __future__ import annotations

from dataclasses import dataclass

from claims.models import Mention
from claims.views.cards import Card
from claims.views.quoting import Passage, paragraphs
from sources.models import Source


@dataclass(frozen=True)
class SourcePane:
    card: Card
    source: Source
    passages: list[Passage]
    first: Mention | None

    @property
    def hidden_mentions(self) -> int:
        """Mentions in paragraphs that the pane leaves to the source's own page."""
        shown = {piece.mention for passage in self.passages for piece in passage.pieces if piece.mention}
        return len(self.card.mentions) - len(shown)


def build_source_pane(card: Card | None) -> SourcePane | None:
    if card is None:
        return None
    mentions = card.mentions
    passages = paragraphs(mentions, card.texts.of(mentions[0])) if mentions else []
    return SourcePane(card, card.figure.source, passages, mentions[0] if mentions else None)
