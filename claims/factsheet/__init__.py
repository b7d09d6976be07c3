"""The fact sheet: built once from rows, frozen when published, rendered by one small module a format."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import BinaryIO

from claims.factsheet.sheet import FactSheet


@dataclass(frozen=True, slots=True)
class Format:
    """How a sheet leaves the desk; the renderer is the module of that name."""

    module: str
    file: str
    media_type: str
    worded: bool = True
    """Whether the file has the sheet's sentences: to word a draft takes a third of the time to build it."""

    def write(self, sheet: FactSheet, out: BinaryIO) -> None:
        """Write the sheet's file to `out`. The module comes in only now: some bring a large library."""
        import_module(f"claims.factsheet.{self.module}").write(sheet, out)


# By the name that the command takes; `file` is the end of the address `/s/<slug>/<number>/sheet.<file>`.
FORMATS: dict[str, Format] = {
    "html": Format("html", "html", "text/html; charset=utf-8"),
    "pdf": Format("pdf", "pdf", "application/pdf"),
    "docx": Format("docx", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "markdown": Format("markdown", "md", "text/markdown; charset=utf-8"),
    "csv": Format("csv", "csv", "text/csv; charset=utf-8", worded=False),
    "xlsx": Format("xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": Format("json", "json", "application/json"),
    "claimreview": Format("claimreview", "claimreview.jsonld", "application/ld+json", worded=False),
    "annotations": Format("webannotations", "annotations.jsonld", "application/ld+json", worded=False),
    "zip": Format("archive", "zip", "application/zip"),
}
BY_ENDING = {format_.file: format_ for format_ in FORMATS.values()}


def named_formats() -> list[tuple[str, str]]:
    """Each format's name for people, and the end of its address."""
    names = {"markdown": "Markdown", "docx": "Word", "xlsx": "Excel", "claimreview": "ClaimReview"}
    names["annotations"] = "Web Annotations"
    return [(names.get(name, name.upper()), format_.file) for name, format_ in FORMATS.items()]
