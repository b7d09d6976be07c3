"""Several tagged PDFs as one: its pages, its tags, its outline, its notes. Kept apart from how they are made.

The parts are as typst writes them: one Document in each structure tree, one flat list of parents, names for notes.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from itertools import pairwise
from typing import Any, BinaryIO

import pikepdf


def join(parts: Iterable[bytes], out: BinaryIO) -> None:
    """Write the first part with all others behind it. Its title, language and times are those of the whole."""
    each = iter(parts)
    with pikepdf.open(BytesIO(next(each))) as whole:
        for number, content in enumerate(each, start=2):
            with pikepdf.open(BytesIO(content)) as part:
                _append(whole, part, number)
        whole.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def count_pages(content: bytes) -> int:
    with pikepdf.open(BytesIO(content)) as pdf:
        return len(pdf.pages)


def _append(whole: pikepdf.Pdf, part: pikepdf.Pdf, number: int) -> None:
    """Pages first: what is copied later then refers to them."""
    tree = whole.Root.StructTreeRoot
    base = int(tree.ParentTreeNextKey)
    first = len(whole.pages)
    whole.pages.extend(part.pages)
    for page in list(whole.pages)[first:]:
        _move(page.obj, base)
    added = whole.copy_foreign(part.Root.StructTreeRoot)
    _add_tags(tree, added)
    for key, parents in _pairs(added.ParentTree.Nums):
        tree.ParentTree.Nums.append(int(key) + base)
        tree.ParentTree.Nums.append(parents)
    tree.ParentTreeNextKey = base + int(added.ParentTreeNextKey)
    _add_names(tree, added, number)
    if "/Outlines" in part.Root:
        _add_outline(whole, whole.copy_foreign(part.Root.Outlines))


def _move(page: Any, base: int) -> None:
    """Where the page and what stands on it find their tags."""
    if "/StructParents" in page:
        page.StructParents = int(page.StructParents) + base
    for one in page.get("/Annots", ()):
        if "/StructParent" in one:
            one.StructParent = int(one.StructParent) + base


def _add_tags(tree: Any, added: Any) -> None:
    document = tree.K[0]
    for element in added.K[0].K:
        element.P = document
        document.K.append(element)


def _add_names(tree: Any, added: Any, number: int) -> None:
    """Names are unique in a file: those of a part get its number. They stay sorted, as a name tree must be."""
    if "/IDTree" not in added:
        return
    names = [(bytes(name), element) for name, element in _pairs(tree.IDTree.Names)] if "/IDTree" in tree else []
    for name, element in _pairs(added.IDTree.Names):
        own = f"{number}/".encode() + bytes(name)
        element.ID = pikepdf.String(own.decode("latin-1"))
        names.append((own, element))
    flat = [one for name, element in sorted(names, key=lambda pair: pair[0]) for one in (pikepdf.String(name), element)]
    tree.IDTree = pikepdf.Dictionary(Names=pikepdf.Array(flat))


def _add_outline(whole: pikepdf.Pdf, added: Any) -> None:
    """Its entries after those that there are."""
    outline = whole.Root.Outlines
    entries = list(_entries(added))
    last = outline.Last
    for before, entry in pairwise([last, *entries]):
        before.Next, entry.Prev, entry.Parent = entry, before, outline
    outline.Last = entries[-1]
    outline.Count = int(outline.Count) + len(entries)


def _entries(outline: Any) -> Iterable[Any]:
    entry = outline.get("/First")
    while entry is not None:
        following = entry.get("/Next")
        yield entry
        entry = following


def _pairs(flat: Any) -> Iterable[tuple[Any, Any]]:
    """A flat list of names and values, by twos."""
    items = list(flat)
    return zip(items[::2], items[1::2], strict=True)
