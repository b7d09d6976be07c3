"""Templates are loaded without the space that begins their lines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Engine
from django.test import Client

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))


def test_a_page_is_not_indented(client: Client, db: None) -> None:
    html = client.get("/accounts/login/").content.decode()
    assert "<form" in html
    assert not re.findall(r"^[ \t]+<.*", html, re.MULTILINE)


def test_templates_that_others_brought_are_left_as_they_are() -> None:
    assert re.search(r"^ +<", str(Engine.get_default().get_template("admin/base.html").source), re.MULTILINE)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_sentence_of_several_lines_is_trimmed_and_thus_translated_whatever_its_indentation(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for tag, sentence in re.findall(r"{% blocktranslate ?(.*?)%}(.*?){% endblocktranslate %}", text, re.DOTALL):
        assert "\n" not in sentence or "trimmed" in tag.split(), sentence
