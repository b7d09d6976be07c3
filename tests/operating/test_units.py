"""What deploy/ starts: systemd's own reader and the schema that Compose goes by find nothing wrong."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.ground.desk import ROOT
from tests.ground.desk_set import INSTALLED, commands

UNITS = sorted((ROOT / "deploy").glob("*.service"))


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not there")
def test_systemd_takes_every_unit(tmp_path: Path) -> None:
    """Read as they are, but for the program, which is where this test can have it."""
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace(INSTALLED, "/usr/bin/env ")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    names = [str(tmp_path / unit.name.replace("@", "@8001")) for unit in UNITS]
    command = ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", *names]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_each_unit_starts_what_the_set_of_the_tests_starts() -> None:
    web = commands("dealdesk-web@.service", "8001")[0]
    assert web[:5] == ["-m", "gunicorn", "dealdesk.wsgi", "--bind", "127.0.0.1:8001"]
    assert commands("dealdesk-worker@.service", "1") == [["manage.py", "procrastinate", "worker"]]
    assert [command[:2] for command in commands("dealdesk-setup.service")] == [
        ["manage.py", "migrate"],
        ["manage.py", "collectstatic"],
    ]


def test_containers_start_what_the_units_start() -> None:
    services = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))["services"]
    image = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
    assert [services["worker"]["command"][1:]] == commands("dealdesk-worker@.service", "1")
    assert commands("dealdesk-setup.service")[0] == ["manage.py", "migrate"]
    assert services["setup"]["command"][-1].startswith("python manage.py migrate")
    web = json.loads(image.partition("\nCMD ")[2])
    assert ["-m", *web] == [*commands("dealdesk-web@.service", "8000")[0][:4], "0.0.0.0:8000", *web[4:]]
    assert web[4:] == commands("dealdesk-web@.service", "8000")[0][5:]


def test_containers_depend_on_one_another_and_on_volumes_that_are_there() -> None:
    read = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))
    services = read["services"]
    for service in services.values():
        assert set(service.get("depends_on", ())) <= set(services)
        named = {volume.partition(":")[0] for volume in service.get("volumes", ())}
        assert {name for name in named if not name.startswith(".")} <= set(read["volumes"])


def test_an_image_holds_no_data_of_the_desk_that_it_is_built_beside() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert {"var", ".venv", ".git", "deploy/desk.env"} <= set(ignored)
