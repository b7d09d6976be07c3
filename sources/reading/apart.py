"""Documents of strangers are parsed in a process of their own, with bounds on its time and memory.

The libraries for web pages, PDF and Word are careful, but none of them promises to be done in linear time with whatever
it is sent. A process can be stopped, and takes what it holds with it. It knows none of the desk's secrets.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

from sources.reading.article import UnreadableFile, _
from sources.reading.extracted import Extracted

SECONDS = 12.0
MEMORY = 1_500_000_000  # bytes of address space
_ROOT = Path(__file__).resolve().parents[2]
_BEGIN = "from sources.reading.apart import answer_as_json, bind; bind({memory}, {seconds}); "
_START = "from sources.reading.apart import answer_for; answer_as_json(answer_for({kind!r}, {encoding!r}))"
_MODULES = {"html": "htmlfile", "pdf": "pdffile", "docx": "docxfile"}
_KEPT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "SSL_CERT_FILE", "SSL_CERT_DIR")


def extract_apart(kind: str, raw: bytes, encoding: str) -> Extracted:
    """What the extractor for `kind` gives, worked out apart. Raises UnreadableFile as it does, or out of bounds."""
    said = run_apart(_START.format(kind=kind, encoding=encoding), raw, seconds=SECONDS, memory=MEMORY)
    if said is None:
        raise UnreadableFile(
            _("The file takes more time or memory to read than an article does. Copy the article's text and paste it.")
        )
    return Extracted(**said)


def run_apart(start: str, given: bytes, *, seconds: float, memory: int = MEMORY) -> dict[str, Any] | None:
    """What another process says that runs `start` on `given`; None where it ended, or was ended, without a word.

    Raises the UnreadableFile that it met.
    """
    begin = _BEGIN.format(memory=memory, seconds=max(1, round(seconds)))
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ} | {"PYTHONUTF8": "1"}
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-c", begin + start],
            cwd=_ROOT, input=given, capture_output=True, timeout=seconds, check=False, env=environment,
        )  # fmt: skip
        said: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {}
    except (subprocess.TimeoutExpired, ValueError):
        return None
    if "refused" in said:
        raise UnreadableFile(said["refused"], **said["values"])
    return said.get("answer")


def answer_as_json(answer: Callable[[bytes], dict[str, Any]]) -> None:
    """The other process: reads bytes from its input and says as JSON what became of them."""
    try:
        said: dict[str, Any] = {"answer": answer(sys.stdin.buffer.read())}
    except UnreadableFile as error:
        said = {"refused": error.message, "values": error.values}
    sys.stdout.write(json.dumps(said))


def answer_for(kind: str, encoding: str) -> Callable[[bytes], dict[str, Any]]:
    extract = getattr(import_module(f"sources.reading.{_MODULES[kind]}"), f"extract_{kind}")
    return lambda raw: asdict(extract(raw, encoding))


def bind(memory: int, seconds: int) -> None:
    """Bounds this process where the system can; its time is bound by the one that waits in any case."""
    try:
        import resource
    except ImportError:
        return
    for limit, value in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(limit)[1]
        if hard == resource.RLIM_INFINITY or hard >= value:
            try:
                resource.setrlimit(limit, (value, value))
            except (ValueError, OSError):
                continue  # macOS knows RLIMIT_AS and refuses to set it
