"""All formats of a sheet in one ZIP, with the schemas of the JSON and a list of checksums.

Members are written one after the other through the compressor; their times are the sheet's own, so that the same
sheet is the same archive.
"""

from __future__ import annotations

import hashlib
from datetime import UTC
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from claims.factsheet import FORMATS, Format
from claims.factsheet.sheet import FactSheet

HELD = 1 << 20  # bytes of one member in memory
CHUNK = 1 << 16
SCHEMAS = Path(__file__).with_name("schema")


def write(sheet: FactSheet, out: BinaryIO) -> None:
    sums: list[str] = []
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, format_ in FORMATS.items():
            if name == "zip":
                continue
            sums.append(f"{_add(archive, sheet, format_)}  {sheet.name}.{format_.file}")
        for path in sorted(SCHEMAS.glob("*.json")):
            archive.writestr(member(sheet, path.name), path.read_bytes())
            sums.append(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}")
        archive.writestr(member(sheet, "SHA256SUMS"), "\n".join(sums) + "\n")


def member(sheet: FactSheet, name: str) -> ZipInfo:
    info = ZipInfo(name, sheet.made_at.astimezone(UTC).timetuple()[:6])
    info.compress_type = ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = 0o644 << 16
    return info


def _add(archive: ZipFile, sheet: FactSheet, format_: Format) -> str:
    """One member, over a file of its own, so that it is byte for byte what is offered alone; its SHA-256."""
    with SpooledTemporaryFile(HELD) as whole:
        format_.write(sheet, whole)  # type: ignore[arg-type]
        whole.seek(0)
        digest = hashlib.sha256()
        with archive.open(member(sheet, f"{sheet.name}.{format_.file}"), "w", force_zip64=True) as file:
            while chunk := whole.read(CHUNK):
                digest.update(chunk)
                file.write(chunk)
    return digest.hexdigest()
