"""The sheet as Markdown."""

from claims.factsheet.sheet import FactSheet


def render(sheet: FactSheet) -> str:
    return f"# {sheet.title}\n"
