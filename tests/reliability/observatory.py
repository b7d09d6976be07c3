"""The Mozilla Observatory's own scorer, offline, on the served sign-in page: at least 130 of it, which is an A+.

It comes from npm into a temporary folder, without install scripts; its two lists (of hosts that browsers preload and of
top-level domains) are left empty, since no score of a desk depends on them. The server has TLS with a certificate made
for the occasion.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.ground.desk import ROOT, free_port
from tests.reliability.ground import Desk, main, report

PACKAGE = "@mdn/mdn-http-observatory@1.4.8"
LEAST = 130


def scenario(desk: Desk, short: bool) -> None:
    missing = [name for name in ("npm", "node", "openssl") if shutil.which(name) is None]
    if missing:
        report("Mozilla Observatory", not_run=f"{', '.join(missing)} is not installed")
        return
    tool = install(desk.folder / "observatory")
    certificate = make_certificate(desk.folder)
    http, https = free_port(), free_port()
    environment = desk.environment | {"HTTPS": "1", "ALLOWED_HOSTS": "desk.example"}
    command = [sys.executable, "-m", "gunicorn", "dealdesk.wsgi", "--workers", "1", "--log-level", "warning"]
    tls = ["--certfile", str(certificate), "--keyfile", str(certificate.with_suffix(".key"))]
    served = [
        subprocess.Popen([*command, "--bind", f"127.0.0.1:{http}"], cwd=ROOT, env=environment),
        subprocess.Popen([*command, "--bind", f"127.0.0.1:{https}", *tls], cwd=ROOT, env=environment),
    ]
    try:
        found = scan(tool, certificate, http, https)
    finally:
        for process in served:
            process.terminate()
            process.wait(timeout=30)
    report("Mozilla Observatory", **found)
    if found["score"] < LEAST:  # type: ignore[operator]
        sys.exit(f"The Observatory gives {found['score']}, less than {LEAST}: {found['lost']}")


def install(folder: Path) -> Path:
    folder.mkdir()
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    subprocess.run(["npm", "install", *options, PACKAGE], cwd=folder, check=True, timeout=300)
    package = folder / "node_modules" / "@mdn" / "mdn-http-observatory"
    (package / "conf" / "hsts-preload.json").write_text("{}", encoding="utf-8")
    (package / "conf" / "tld-list.json").write_text("[]", encoding="utf-8")
    return package


def make_certificate(folder: Path) -> Path:
    file = folder / "desk.pem"
    key = file.with_suffix(".key")
    subject = ["-subj", "/CN=desk.example", "-addext", "subjectAltName=DNS:desk.example", "-days", "2"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *subject, "-out", file, "-keyout", key],
        check=True, capture_output=True,
    )  # fmt: skip
    return file


def scan(tool: Path, certificate: Path, http: int, https: int) -> dict[str, object]:
    """Asked again while the servers start."""
    command = ["node", str(ROOT / "tests" / "reliability" / "observatory.mjs"), str(tool), str(http), str(https)]
    environment = os.environ | {"NODE_EXTRA_CA_CERTS": str(certificate)}
    for _attempt in range(20):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
        if done.returncode == 0:
            found: dict[str, object] = json.loads(done.stdout)
            return found
    raise RuntimeError(done.stderr)


if __name__ == "__main__":
    main(scenario)
