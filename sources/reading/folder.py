"""Articles in a folder: which files they are, their bytes, and what the folder says of the dossier."""

import stat
import tomllib
from dataclasses import dataclass
from pathlib import Path

from sources.reading.article import UnreadableFile
from sources.reading.formats import accepted_extensions, refuse_oversize
from sources.reading.front_matter import LANGUAGE_TAG

DOSSIER_FILE = "dossier.toml"
_LONGEST_TITLE = 200  # characters; what a database column holds


@dataclass(frozen=True, slots=True)
class DossierDetails:
    """What dossier.toml states; empty where it does not."""

    title: str = ""
    language: str = ""


def article_files(path: Path) -> list[Path]:
    """The articles at `path`: the file itself, or a folder's files of an accepted kind, by name.

    README files, hidden files and subfolders of a folder are left out. Links are listed: `read_bytes` refuses those
    that leave the folder, so that each is named with its reason. Raises UnreadableFile where nothing is at `path`.
    """
    if not path.exists():
        raise UnreadableFile("There is no such file or folder.")
    if not path.is_dir():
        return [path]
    return sorted(
        (
            file
            for file in path.iterdir()
            if file.suffix.casefold() in accepted_extensions()
            and not file.name.startswith(".")
            and file.stem.casefold() != "readme"
            and not file.is_dir()
        ),
        key=lambda file: file.name,
    )


def read_bytes(path: Path) -> bytes:
    """The bytes of an article's file. Raises UnreadableFile for links out of its folder, devices and sizes."""
    try:
        target = path.resolve(strict=True) if path.is_symlink() else path
        if target is not path and not target.is_relative_to(path.parent.resolve()):
            raise UnreadableFile("It is a link that leaves its folder: copy the file itself there.")
        status = target.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFile("It is no regular file.")
        refuse_oversize(status.st_size)
        return target.read_bytes()
    except (OSError, RuntimeError) as error:  # RuntimeError: links that go round in a circle, before Python 3.13
        reason = error.strerror if isinstance(error, OSError) else "links that lead nowhere"
        raise UnreadableFile(f"The file cannot be read: {reason}.") from error


def dossier_details(folder: Path) -> DossierDetails:
    """The title and language that a folder's dossier.toml states; none where there is no such file.

    Raises UnreadableFile where it holds anything else.
    """
    path = folder / DOSSIER_FILE
    if not path.is_file():
        return DossierDetails()
    try:
        stated = tomllib.loads(read_bytes(path).decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableFile(f"{DOSSIER_FILE} is not TOML in UTF-8: {error}.") from error
    for key, value in stated.items():
        if key not in ("title", "language"):
            raise UnreadableFile(f"{DOSSIER_FILE}: unknown key {key[:40]!r}; known are title and language.")
        if not isinstance(value, str):
            raise UnreadableFile(f"{DOSSIER_FILE}: {key} takes text in quotation marks.")
    details = DossierDetails(**stated)
    if len(details.title) > _LONGEST_TITLE:
        raise UnreadableFile(f"{DOSSIER_FILE}: title is longer than {_LONGEST_TITLE} characters.")
    if details.language and not LANGUAGE_TAG.fullmatch(details.language):
        raise UnreadableFile(f"{DOSSIER_FILE}: language takes a BCP 47 tag such as fr or en-GB.")
    return details
