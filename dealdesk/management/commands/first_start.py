"""`manage.py first_start`: the accounts of a new desk, each with a password made for it."""

import os
import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db import transaction

from dealdesk.models import AccessRecord, User

ACCOUNTS = ("editor", "chief", "admin")


class Command(BaseCommand):
    help = "On a desk without accounts, create an editor, a chief and an admin, and keep their passwords in a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--accounts", type=Path, default=settings.STATE_DIR / "accounts.txt", metavar="FILE")

    def handle(self, *, accounts: Path, **options: Any) -> None:
        if User.objects.exists():
            if accounts.exists():
                self.stdout.write(f"Accounts and passwords: {accounts}")
            return
        passwords = {name: secrets.token_urlsafe(12) for name in ACCOUNTS}
        lines = [f"{name}  {password}" for name, password in passwords.items()]
        with transaction.atomic():
            for name, password in passwords.items():
                create_account(name, password)
            keep(accounts, lines)
        self.stdout.write("Sign in as one of these (kept in {}):\n  {}".format(accounts, "\n  ".join(lines)))


def create_account(name: str, password: str) -> User:
    """An account whose role is its name; a chief and an admin also enter the admin pages."""
    user = User(username=name, is_staff=name != "editor", is_superuser=name == "admin")
    user.set_password(password)
    user.save()
    if not user.is_superuser:
        user.groups.add(Group.objects.get(name=name))
    AccessRecord.objects.create(what=AccessRecord.What.RIGHTS, user=user, after=user.standing())
    return user


def keep(path: Path, lines: list[str]) -> None:
    """Readable by this user of the machine only, from its first byte."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
