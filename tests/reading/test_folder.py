import os
from pathlib import Path

import pytest

from sources.reading.article import UnreadableFile
from sources.reading.folder import DossierDetails, article_files, dossier_details, read_bytes
from sources.reading.formats import MAX_BYTES


def test_a_folders_articles_come_by_name_without_readme_hidden_files_and_subfolders(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "C.TXT", "README.md", "readme.txt", ".hidden.md", "picture.png", "dossier.toml"):
        (tmp_path / name).write_text("x")
    (tmp_path / "folder.md").mkdir()
    assert [file.name for file in article_files(tmp_path)] == ["C.TXT", "a.md", "b.txt"]


def test_a_file_stands_for_itself_whatever_its_name(tmp_path: Path) -> None:
    file = tmp_path / "README.pdf"
    file.write_text("x")
    assert article_files(file) == [file]


def test_a_path_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no such file or folder"):
        article_files(tmp_path / "none")


def test_a_link_within_the_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"story")
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert [read_bytes(file) for file in article_files(tmp_path)] == [b"story", b"story"]


@pytest.mark.parametrize("target", ["../secret.txt", "/etc/passwd", "../folder-2/a.txt"])
def test_a_link_out_of_the_folder_is_listed_and_refused(tmp_path: Path, target: str) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    for name in ("folder", "folder-2"):
        (tmp_path / name).mkdir()
    (tmp_path / "folder-2" / "a.txt").write_text("secret")
    link = tmp_path / "folder" / "a.txt"
    link.symlink_to(target)
    assert article_files(tmp_path / "folder") == [link]
    with pytest.raises(UnreadableFile, match="leaves its folder"):
        read_bytes(link)


def test_links_that_lead_nowhere_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("b.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    (tmp_path / "c.txt").symlink_to("none.txt")
    for name in ("a.txt", "c.txt"):
        with pytest.raises(UnreadableFile, match="cannot be read"):
            read_bytes(tmp_path / name)


def test_what_is_no_regular_file_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(UnreadableFile, match="no regular file"):
        read_bytes(tmp_path / "a.txt")


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(UnreadableFile, match="larger than 20 MB"):
        read_bytes(tmp_path / "a.txt")


def test_a_folder_may_state_the_dossiers_title_and_language(tmp_path: Path) -> None:
    assert dossier_details(tmp_path) == DossierDetails()
    (tmp_path / "dossier.toml").write_text('title = "Le port"\nlanguage = "fr"\n')
    assert dossier_details(tmp_path) == DossierDetails("Le port", "fr")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('titel = "x"', "unknown key 'titel'"),
        ("title = 3", "title takes text"),
        ('language = "French"', "language takes a BCP 47 tag"),
        (f'title = "{"x" * 201}"', "title is longer than 200"),
        ("title = ", "not TOML"),
        ("a = " + "[" * 5000, "not TOML"),
    ],
)
def test_a_dossier_file_of_another_form_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    (tmp_path / "dossier.toml").write_text(content)
    with pytest.raises(UnreadableFile, match=reason):
        dossier_details(tmp_path)
