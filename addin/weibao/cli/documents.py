"""`weibao documents …`: where every document stands, drafts on request, 核稿签发 to 撤回 or 作废, and proofs as PDF.

With `--as-of` (a look from another day) a command says what it would do; nothing is numbered or issued.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from weibao.cli.document_drafts import draft, pdf
from weibao.cli.document_views import about_documents, ahead, end_with, message_objects, named, row, show_messages
from weibao.cli.group import ChineseGroup
from weibao.cli.options import Day, F, Folder, around, as_json, folder, live, print_json, strict, wait
from weibao.cli.runs import edits_for, opened

if TYPE_CHECKING:
    from weibao.campaign.issuing import Desk
    from weibao.campaign.situation import Progress
    from weibao.campaign.targets import Target
    from weibao.sheets.live_edits import Edits

NAMES = click.argument("names", metavar="文件、文件夹或文号…", nargs=-1, required=True)
ROOT = click.option("--campaign", "root", type=Folder(), help="所属的创建文件夹；不写就从文件所在的位置往上找。")
DAY = click.option("--date", "day", type=Day(), help="办这一步的日期，如 2023-10-09；不写就是今天。")
TRIAL = click.option("--as-of", type=Day(), help="只看这一天办会怎样：说出文号和日期，不编号、不印发，什么也不写。")


def on_the_way(function: F) -> F:
    """What every command takes that moves documents on their way."""
    return TRIAL(ROOT(live(wait(as_json(strict(function))))))


@click.group(cls=ChineseGroup, help="文书：看办到哪一步，起草、核稿签发、编号、印发、撤回或作废。")
def documents() -> None:
    """The group."""


documents.add_command(draft)
documents.add_command(pdf)


@documents.command("list", help="文书一览：每份文书办到哪一步、文号、下一步做什么；收文办到哪一步。只读不写。")
@folder
@click.option("--received", "incoming", is_flag=True, help="列收文：逾期、临期、待签收、办理中、已办结。")
@TRIAL
@as_json
@strict
def list_(folder: Path, incoming: bool, as_of: date | None, as_json: bool, strict: bool) -> None:
    from weibao.campaign.contradictions import contradictions
    from weibao.campaign.papers import Register
    from weibao.campaign.received import received, received_findings, received_rows
    from weibao.campaign.targets import everything
    from weibao.campaign.withdrawing import unrelated
    from weibao.cli.received import received_line, show_received
    from weibao.cli.show import exit_code, out, table, with_room
    from weibao.compute.numbers import ranges
    from weibao.compute.replacing import waits

    with opened(folder, reading=True) as (campaign, store, _):
        register = Register.open(campaign, store)
        rows = [
            row(target.paper, register.rule_ahead(target), waits=waits(target.paper, register.papers))
            for target in everything(register)
        ]
        missing = register.gaps()
        day = as_of or _today()
        states = received(register.grounds, day)
        noticed = about_documents(register.grounds.findings)
        findings = (*noticed, *contradictions(register), *unrelated(register.papers))
        findings += received_findings(register.grounds, states, day)
    if as_json:
        print_json(
            {
                "documents": rows,
                "gaps": [str(number) for number in missing],
                "received": received_rows(states),
                "messages": message_objects(findings),
            }
        )
    elif incoming:
        show_received(states)
        show_messages(item for item in findings if item.code.startswith("incoming-"))
    else:
        shown = ((item["state"], item["doc_no"], named(item), ahead(item)) for item in rows)
        console = out()
        listed = table(f"文书 {len(rows)} 份", ("状态", "文号", "文书", "下一步"), shown)
        console.print(with_room(listed, console, roomy=3, yields=2))
        if missing:
            click.echo(f"外部或未登记的文号：{'、'.join(ranges(missing))}。")
        if line := received_line(states):
            click.echo(line)
        show_messages(findings)
    raise click.exceptions.Exit(exit_code(findings, strict=strict))


@documents.command(help="核稿签发：登记核稿人、签发人和日期。签发以后，重算不再改动这份文书。")
@NAMES
@click.option("--reviewer", default="", metavar="姓名", help="核稿人。")
@click.option("--signer", default="", metavar="姓名", help="签发人；不写就用设置里的办公室主任或领导小组组长。")
@click.option("--heard", default="", metavar="文字", help="征求意见的情况：征求了谁、哪天；不需要的写“不需要”。")
@click.option("--review-only", is_flag=True, help="只核稿，还没有签发。")
@DAY
@on_the_way
def approve(
    names: tuple[str, ...],
    reviewer: str,
    signer: str,
    heard: str,
    review_only: bool,
    day: date | None,
    as_of: date | None,
    root: Path | None,
    live: bool,
    as_json: bool,
    strict: bool,
) -> None:
    edits = edits_for(live=live, as_json=as_json)
    with _desk(root, names, edits, trial=as_of) as (desk, targets, _):
        signed_by = None if review_only else signer
        desk.approve(targets, reviewer=reviewer, signer=signed_by, day=_on(day, as_of), heard=heard)
        desk.finish()
    end_with(desk, edits, as_json=as_json, strict=strict)


@documents.command(help="编号：取这个机关代字当年的下一个号（或手工指定），成文日期为签发之日，填进文书的一份副本。")
@NAMES
@click.option("--number", "wanted", default="", metavar="序号或文号", help="手工指定：在别处取的号，如 12。")
@click.option("--date", "day", type=Day(), help="成文日期；不写就用签发日期。")
@on_the_way
def number(
    names: tuple[str, ...],
    wanted: str,
    day: date | None,
    as_of: date | None,
    root: Path | None,
    live: bool,
    as_json: bool,
    strict: bool,
) -> None:
    edits = edits_for(live=live, as_json=as_json)
    with _desk(root, names, edits, trial=as_of) as (desk, targets, _):
        desk.number(targets, wanted=wanted, day=_come(day, as_of))
        desk.finish()
    end_with(desk, edits, as_json=as_json, strict=strict)


@documents.command(help="印发：登记用印和印发日期，填进编号的副本；督办通知里的事项同时立项。")
@NAMES
@DAY
@on_the_way
def issue(
    names: tuple[str, ...],
    day: date | None,
    as_of: date | None,
    root: Path | None,
    live: bool,
    as_json: bool,
    strict: bool,
) -> None:
    edits = edits_for(live=live, as_json=as_json)
    with _desk(root, names, edits, trial=as_of) as (desk, targets, _):
        desk.issue(targets, day=_on(day, as_of))
        desk.finish()
    end_with(desk, edits, as_json=as_json, strict=strict)


@documents.command(
    help="撤回或作废：已印发的撤回、更正或重新印发，并起草撤回通知、更正通知或新稿；没有印发的作废，文号不再使用。"
)
@NAMES
@click.option("--reason", default="", metavar="原因", help="为什么撤回或作废（必写；写了 --wrong 的可以不写）。")
@click.option("--by", "by", default="", metavar="文号", help="由哪份新文书撤回、更正或代替；已经有的才写。")
@click.option(
    "--as", "how", type=click.Choice(["撤回", "更正", "重新印发"]), default="撤回", help="已印发的怎样处理；默认撤回。"
)
@click.option("--wrong", multiple=True, metavar="原文", help="更正：有误的文字，照原文写；几处写几个。")
@click.option("--right", multiple=True, metavar="更正为", help="更正：正确的文字，与 --wrong 一一对应。")
@DAY
@on_the_way
def withdraw(
    names: tuple[str, ...],
    reason: str,
    by: str,
    how: str,
    wrong: tuple[str, ...],
    right: tuple[str, ...],
    day: date | None,
    as_of: date | None,
    root: Path | None,
    live: bool,
    as_json: bool,
    strict: bool,
) -> None:
    from weibao.campaign.withdrawing import follow
    from weibao.campaign.withdrawing import withdraw as run
    from weibao.compute.papers import STATES

    edits = edits_for(live=live, as_json=as_json)
    with _desk(root, names, edits, trial=as_of) as (desk, targets, _):
        run(desk, targets, reason=reason, by=by, state=STATES[how], pairs=_pairs(wrong, right))
        desk.finish()
        follow(desk, day=_on(day, as_of))
    end_with(desk, edits, as_json=as_json, strict=strict)


# --- what the commands share ----------------------------------------------------------------------------


@contextmanager
def _desk(
    root: Path | None, names: tuple[str, ...], edits: Edits | None, *, trial: date | None
) -> Iterator[tuple[Desk, list[Target], Progress]]:
    from weibao.campaign.issuing import Desk
    from weibao.campaign.papers import Register
    from weibao.campaign.targets import targets
    from weibao.errors import CampaignError, WeibaoError

    with opened(root or _root_of(names), reading=trial is not None) as (campaign, store, report):
        register = Register.open(campaign, store)
        desk, found = Desk(register, live=edits, dry=trial is not None), targets(register, names)
        try:
            yield desk, found, report
        except WeibaoError as error:
            if len(found) < 2 or desk.finished:
                raise
            raise CampaignError(
                f"{error}这一批 {len(found)} 份都没有办，文号登记没有改动；改正后请再运行一次。"
            ) from error


def _pairs(wrong: tuple[str, ...], right: tuple[str, ...]) -> list[tuple[str, str]]:
    """What is wrong and what it ought to be. Raises CampaignError where one of a pair is missing."""
    from weibao.errors import CampaignError

    if len(wrong) != len(right) or not all(text.strip() for text in (*wrong, *right)):
        raise CampaignError("更正要同时写明有误的文字（--wrong）和正确的文字（--right），一一对应。")
    return list(zip(wrong, right, strict=True))


def _root_of(names: tuple[str, ...]) -> Path:
    """The campaign folder that a name lies in, else the current folder's.

    Raises CampaignError where there is neither: of a name that is not there, it is the name that is told.
    """
    from weibao.campaign.folder import campaign_around
    from weibao.compute.numbers import read_number
    from weibao.errors import CampaignError
    from weibao.system_words import QUOTE

    root = around(*(name for name in names if name.strip()))
    gone = next((name for name in names if name.strip() and not read_number(name) and not Path(name).exists()), "")
    if gone and campaign_around(root) is None:
        raise CampaignError(f"找不到“{gone}”，请检查路径。{QUOTE if len(names) > 1 else ''}")
    return root


def _on(day: date | None, trial: date | None) -> date:
    """The day on which the clerk does it. Raises CampaignError for one that has not come yet."""
    return _come(day, trial) or trial or _today()


def _come(day: date | None, trial: date | None) -> date | None:
    """The day given, where it has come. Raises CampaignError for a later one."""
    from weibao.errors import CampaignError

    today = trial or _today()
    if day and day > today:
        raise CampaignError(f"{day} 还没有到（今天是 {today}），不能先登记。请改正日期（--date）。")
    return day


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the clerk's own day
