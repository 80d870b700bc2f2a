"""Notices by mail, through the sendmail that this machine has: one letter with all that is new."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from pathlib import Path

from onrecord.display.numbers import counted
from onrecord.watch.alerts.notice import Notice

SENDMAIL = Path("/usr/sbin/sendmail")
# Seconds: sendmail only takes the letter, the rest is its own.
_PATIENCE = 60
_SUBJECT = 120


def letter(address: str, notices: Sequence[Notice]) -> EmailMessage:
    """The letter; its Message-ID is the same whenever these notices are told together."""
    message = EmailMessage(policy=SMTP)
    message["To"] = Address(addr_spec=address)
    message["Subject"] = _subject(notices)
    key = sha256("\0".join(one.id for one in notices).encode()).hexdigest()[:32]
    message["Message-ID"] = f"<{key}@onrecord.invalid>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n\n".join(map(_paragraph, notices)) + "\n", cte="quoted-printable")
    return message


def send(address: str, notices: Sequence[Notice], sendmail: Path = SENDMAIL) -> str | None:
    """Hand the letter to sendmail; None where it was taken, else why not."""
    try:
        done = subprocess.run(  # noqa: S603 - a program that the user names, without a shell; the address is in the letter
            [str(sendmail), "-t", "-i"],
            input=letter(address, notices).as_bytes(),
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except OSError as error:
        return f"{sendmail} cannot be run: {error.strerror}; name yours by --sendmail"
    except subprocess.TimeoutExpired:
        return f"{sendmail} did not end within {_PATIENCE} s"
    if done.returncode:
        told = " ".join(done.stderr.decode("utf-8", "replace").split())[:200]
        return f"{sendmail} ended with {done.returncode}" + (f": {told}" if told else "")
    return None


def _subject(notices: Sequence[Notice]) -> str:
    if len(notices) == 1:
        one = notices[0]
        return _plain(f"[{one.alert}] {one.headline()}")
    alerts = ", ".join(dict.fromkeys(one.alert for one in notices))
    return _plain(f"[{alerts}] {counted(len(notices), 'alert')}")


def _plain(text: str) -> str:
    """One line that a header may hold, not too long to be read."""
    told = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return told if len(told) <= _SUBJECT else told[: _SUBJECT - 1].rstrip() + "…"


def _paragraph(one: Notice) -> str:
    link = f"\n{one.url}" if one.url else ""
    text = f"{one.line()}{link}\nonrecord show {one.item}"
    return text.encode("utf-8", "replace").decode("utf-8")
