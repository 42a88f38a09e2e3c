"""Opening a campaign for a command, and leaving with its exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from weibao.campaign.folder import Campaign
    from weibao.campaign.pipeline import Report
    from weibao.campaign.situation import Progress, Situation
    from weibao.campaign.store import Store
    from weibao.sheets.live_edits import Edits


@contextmanager
def opened(root: Path, *, reading: bool = False) -> Iterator[tuple[Campaign, Store, Progress]]:
    """The campaign at `root`, its history and a progress bar; `reading` commands lock and change nothing."""
    from weibao.campaign.folder import Campaign
    from weibao.campaign.store import open_store
    from weibao.cli.show import progress

    campaign = Campaign.open(root)
    with open_store(campaign.history, reading=reading) as store, progress() as report:
        yield campaign, store, report


def look_at(root: Path, day: date, number: int | None = None) -> Situation:
    """The situation of a round on a day, for commands that only read."""
    from weibao.campaign.situation import look

    with opened(root, reading=True) as (campaign, store, report):
        return look(campaign, store, as_of=day, number=number, progress=report)


def edits_for(*, live: bool, as_json: bool) -> Edits | None:
    """Where the changes of an open ledger go under --live. A UsageError where nobody could read them."""
    from weibao.sheets.live_edits import Edits

    if live and not as_json:
        raise click.UsageError("--live 要和 --json 一起写。", click.get_current_context())
    return Edits() if live else None


def live_object(campaign: Campaign, edits: Edits | None) -> dict[str, object]:
    """The key `live` of a command's JSON: the ledger's file name and the changes; nothing without --live."""
    return {} if edits is None else {"live": {"ledger": campaign.ledger.name, **edits.as_dict()}}


def leave(situation: Situation, *, strict: bool, report: Report | None = None) -> NoReturn:
    """End with exit code 0, or 1 under --strict where the assessment or the run found an error or a warning."""
    from weibao.cli.show import exit_code

    findings = (*situation.assessment.findings, *(report.findings if report else ()))
    raise click.exceptions.Exit(exit_code(findings, strict=strict))
