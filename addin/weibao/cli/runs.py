"""Opening a campaign for a command, and leaving with its exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from weibao.cli.options import seconds

if TYPE_CHECKING:
    from weibao.campaign.evidence_index import Index
    from weibao.campaign.folder import Campaign
    from weibao.campaign.lock import Holder
    from weibao.campaign.pipeline import Report
    from weibao.campaign.situation import Progress, Situation
    from weibao.campaign.store import Store
    from weibao.sheets.live_edits import Edits


@contextmanager
def opened(root: Path, *, reading: bool = False) -> Iterator[tuple[Campaign, Store, Progress]]:
    """The campaign at `root`, its history and a progress bar; `reading` commands lock and change nothing.

    The others wait for another run, and for whoever has 核定台账 or 总台账 open, as long as --wait says.
    """
    from weibao.campaign.folder import Campaign
    from weibao.campaign.store import open_store
    from weibao.cli.show import progress

    campaign = Campaign.open(root)
    if reading:
        with open_store(campaign.history, reading=True) as store, progress() as report:
            yield campaign, store, report
        return
    with writing(campaign) as who, progress() as report, recording(campaign, who) as (now, store):
        yield now, store, report


@contextmanager
def recording(campaign: Campaign, who: Holder) -> Iterator[tuple[Campaign, Store]]:
    """A campaign that is held, as it is now that it is its turn, and its history, which is closed and backed up at the
    end.
    """
    from weibao.campaign.adopt import finish_adoption
    from weibao.campaign.folder import Campaign
    from weibao.campaign.store import open_store
    from weibao.campaign.two_clerks import writing_ledger

    campaign = Campaign.open(campaign.root)
    with open_store(campaign.history, who=who) as store:
        with writing_ledger(campaign, store):
            campaign = finish_adoption(campaign, store, date.fromisoformat(who.since[:10]))
            yield campaign, store
        changed = store.changed
    if changed:
        back_up(campaign, who)


@contextmanager
def writing(campaign: Campaign) -> Iterator[Holder]:
    """Hold the campaign for this command; gives who runs it. The clock is read here and nowhere below."""
    from weibao.campaign.lock import held, wait_closed
    from weibao.campaign.scratch import sweep_campaign
    from weibao.cli.who import here
    from weibao.findings import finding

    def tell(text: str) -> None:
        if text not in told:
            click.echo(text, err=True)
        told.add(text)

    told: set[str] = set()
    who = here()
    with held(campaign.machine, who, wait=seconds(), tell=tell) as dead:
        if dead is not None:
            note = finding("lock-stale", who=dead, since=dead.since_text)
            click.echo(f"{note.severity.label}：{note.message}", err=True)
        sweep_campaign(campaign)
        wait_closed([campaign.ledger, campaign.console], wait=seconds(), tell=tell)
        yield who


def back_up(campaign: Campaign, who: Holder) -> None:
    """The dated backup of a history that has changed; that one cannot be written is told and stops nothing."""
    from weibao.campaign.backups import keep_backup

    try:
        keep_backup(campaign.history, who.since[:10])
    except OSError as error:
        from weibao.cli.disk_errors import disk_words

        click.echo(f"提醒：历史记录的备份没有写成，其余已经做完。{disk_words(error)}", err=True)


def note_evidence(root: Path, index: Index) -> None:
    """Put what reading the evidence has found into the history. Reading holds nobody up, and this stops no reading:
    where another run writes just now it is told, and the next reading does it.
    """
    from weibao.campaign.history_evidence import remember_evidence
    from weibao.cli.disk_errors import disk_words
    from weibao.errors import CampaignError

    try:
        with opened(root) as (_, store, _):
            remember_evidence(store, index)
    except (CampaignError, OSError) as error:
        why = disk_words(error) if isinstance(error, OSError) else error
        click.echo(f"提醒：佐证文件已经读完，哈希没有记进历史，请稍后再运行一次 weibao evidence index。{why}", err=True)


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
