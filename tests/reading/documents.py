"""Documents made for the tests: a PDF from hand-built bytes, a Word document and a web page."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import docx
import pypdf

STORY = (
    "Un port vendu pour 14,3 milliards de dollars",
    "La ville vend son port pour 14,3 milliards de dollars, soit 1 500 $ par personne, a dit le maire.",
    "Le port emploie 300 salariés et la vente est prévue le 12 juin 2025, selon la direction du groupe.",
)


def page(*paragraphs: str, head: str = "", **more: str) -> bytes:
    """A web page with navigation, a script and an article."""
    story = "".join(f"<p>{one}</p>" for one in paragraphs or STORY[1:])
    return (
        f"<!doctype html><html lang='fr'><head><meta charset='{more.get('charset', 'utf-8')}'>{head}"
        "<script>var prix = '99 milliards';</script><style>p { width: 77px }</style></head>"
        f"<body><nav><a href='/'>Accueil</a></nav><article>{more.get('headline', f'<h1>{STORY[0]}</h1>')}"
        f"{story}</article><script>document.write('88 milliards')</script>"
        "<noscript>Activez 66 scripts</noscript><footer>Mentions</footer></body></html>"
    ).encode(more.get("charset", "utf-8"))


def word(*paragraphs: str, table: Sequence[Sequence[str]] = (), **properties: Any) -> bytes:
    document = docx.Document()
    for name, value in ({"title": "Un port vendu", "author": "Jeanne Roy"} | properties).items():
        setattr(document.core_properties, name, value)
    document.core_properties.created = properties.get("created", datetime(2025, 6, 13))  # noqa: DTZ001
    for one in paragraphs or STORY:
        document.add_paragraph(one)
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zipped(members: dict[str, bytes], *, beside: bytes = b"") -> bytes:
    """A package of these members, added to those of the package `beside`."""
    out = io.BytesIO(beside)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return out.getvalue()


def pdf(*pages: Sequence[str], title: str = "Un port vendu", created: str = "D:20250613080000Z") -> bytes:
    """A PDF with a line of text for each string; a page without lines has a rectangle only."""
    pages = pages or (wrapped(STORY),)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica"]
    objects[2] += b" /Encoding /WinAnsiEncoding >>"
    objects.append(f"<< /Title ({title}) /Author (Jeanne Roy) /CreationDate ({created}) >>".encode("cp1252"))
    kids = []
    for lines in pages:
        shown = b"".join(
            b"(" + one.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)") + b") Tj T*\n" for one in lines
        )
        stream = b"BT /F1 11 Tf 14 TL 50 780 Td\n" + shown + b"ET" if lines else b"50 50 100 100 re f"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            b" /Contents %d 0 R >>" % len(objects)
        )
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    return _assembled(objects)


def _assembled(objects: Sequence[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + b"trailer << /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def locked(raw: bytes, password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(raw))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def wrapped(paragraphs: Sequence[str], width: int = 60) -> list[str]:
    """Lines as a typesetter breaks them."""
    lines = []
    for paragraph in paragraphs:
        line = ""
        for part in paragraph.split(" "):
            if line and len(line) + len(part) >= width:
                lines.append(line)
                line = part
            else:
                line = f"{line} {part}".strip()
        lines.append(line)
    return lines
