"""What a server holds before it forks its workers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.ground.desk import ROOT

CODE = """
import gc, json, sys, weakref
from django.core.management import call_command
import django
django.setup()
call_command("migrate", verbosity=0)
import dealdesk.wsgi
from django.db import connection
from django.urls import get_resolver
rare = ("docx", "numpy", "openpyxl", "pypdf", "trafilatura", "typst", "urllib3", "xlsxwriter", "lxml")
heavy = [name for name in rare if name in sys.modules]
class Node:
    pass
def cycles(many):
    made = [Node() for _ in range(many)]
    for node in made:
        node.me = node
    return made
held = cycles(10_000)  # long enough to be among what is old
left = [weakref.ref(node) for node in held]
del held
held = cycles(20_000)
print(json.dumps({
    "left": sum(ref() is not None for ref in left) > 5_000,
    "open": connection.connection is not None, "frozen": gc.get_freeze_count() > 0, "heavy": heavy,
    "views": "claims.views.review" in sys.modules,
}))
"""


def test_workers_inherit_pages_but_no_connection_nor_what_few_requests_need_and_give_back_what_pages_leave(
    tmp_path: Path,
) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "STATE_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "dealdesk.settings",
    }
    command = [sys.executable, "-c", CODE]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == {
        "left": False, "open": False, "frozen": True, "heavy": [], "views": True,
    }  # fmt: skip
