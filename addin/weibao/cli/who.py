"""Who runs this command, where and when: for the lock and the history."""

from __future__ import annotations

import getpass
import os
import platform
from datetime import datetime

import click

from weibao.campaign.lock import Holder


def here() -> Holder:
    """The system user, this machine and process, the command and the clock."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a service account without a name
        user = ""
    context = click.get_current_context(silent=True)
    command = context.command_path.partition(" ")[2] if context else ""
    return Holder(user, platform.node(), os.getpid(), command, datetime.now().astimezone().isoformat("T", "seconds"))
