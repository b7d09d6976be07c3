"""The fact sheet: built once from rows, rendered by one small module a format."""

from types import ModuleType

from claims.factsheet import csv, json, markdown

RENDERERS: dict[str, ModuleType] = {"json": json, "csv": csv, "markdown": markdown}
