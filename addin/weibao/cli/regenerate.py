"""`regenerate`: everything again; where nothing has changed since the last run, at once what that one knew to say."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

import click

from weibao.campaign import manifest
from weibao.cli.group import ChineseCommand
from weibao.cli.options import as_json, as_of, folder, live, print_json, strict, wait
from weibao.texts_explain import CHANGED

if TYPE_CHECKING:
    from collections.abc import Callable

    from weibao.campaign.folder import Campaign
    from weibao.campaign.manifest import Basis, Manifest
    from weibao.campaign.pipeline import Report
    from weibao.campaign.situation import Situation
    from weibao.sheets.live_edits import Edits


@click.command(
    cls=ChineseCommand, help="全部重算：回收、核定台账、总台账、文书草稿、图表。只起草，不编号、不落日期、不印发。"
)
@folder
@as_of
@click.option("--explain", is_flag=True, help="逐个文件说明为什么重写、为什么没有重写。")
@click.option("--force", is_flag=True, help="不管有没有变，清单全部重读、文件全部重做；改过的、已送签的草稿照样不动。")
@live
@wait
@as_json
@strict
def regenerate(folder: Path, as_of: date, explain: bool, force: bool, live: bool, as_json: bool, strict: bool) -> None:
    last = manifest.last(folder)
    wrong = live and not as_json  # the run says so
    known = None if force or wrong or last is None else last.said
    if (
        last
        and known
        and last.holds(manifest.basis_of(folder, as_of.isoformat(), live=live))
        and (as_json or _fits(known["width"]))
    ):
        said = known
        if not as_json:
            click.echo(said["text"], nl=False)
    else:
        said = _run(folder, as_of, last, live=live, as_json=as_json, force=force)
    if as_json:
        print_json({**said["object"], **({"explain": said["explain"]} if explain else {})})
    elif explain:
        from weibao.campaign.explaining import lines

        click.echo("\n".join(lines(said["explain"])))
    raise click.exceptions.Exit(int(said["undone"] or (strict and said["found"])))


def _fits(width: int) -> bool:
    """Whether what was said to a file or another program can be shown as it is, too: a narrow window would break it."""
    return not sys.stdout.isatty() or get_terminal_size().columns >= width


def _run(folder: Path, day: date, last: Manifest | None, *, live: bool, as_json: bool, force: bool) -> dict[str, Any]:
    """Run, show it, and keep for the next run what this one rested on and what that one would say."""
    from weibao.campaign.explaining import explained
    from weibao.campaign.folder import Campaign
    from weibao.campaign.foreseen import digests_of, foreseen, stands
    from weibao.campaign.passing import is_passing
    from weibao.campaign.pipeline import regenerate as run
    from weibao.cli.runs import edits_for, recording, writing
    from weibao.cli.show import progress

    edits, held = edits_for(live=live, as_json=as_json), Campaign.open(folder)
    with writing(held) as who:
        with progress() as bar, recording(held, who) as (campaign, store):
            began = time.monotonic_ns()  # others may have written before it was our turn
            before = manifest.basis_of(folder, day.isoformat(), live=live)
            scanned = time.monotonic_ns()
            contents = manifest.contents(folder, before, last)
            situation, report = run(campaign, store, as_of=day, progress=bar, live=edits, anew=force)
            wrote = digests_of(situation, report, store)
        closed = time.monotonic_ns()
        standing = _standing(situation, silent=as_json)
        said = _said(situation, report, standing, _moved(report, last, day), silent=as_json, edits=edits)
        said["explain"] = explained(report, last, before, contents)
        looked = manifest.settle(closed)
        after = manifest.basis_of(folder, day.isoformat(), live=live)
        if after is not None:
            left = _left(campaign, report, contents, before, after)
            told = (*situation.assessment.findings, *report.findings)
            sure = before == after or (report.settled and stands(campaign, wrote, report.removed))
            if before is not None and sure and not any(map(is_passing, told)):
                ahead = replace(report, anew=False) if before == after else foreseen(report)
                again = _said(situation, ahead, standing, "", silent=True, edits=edits)
                left = replace(left, said={**again, "explain": explained(ahead, left, left.basis, left.contents)})
            manifest.keep(folder, left, (began, scanned, looked))
    return said


def _left(campaign: Campaign, report: Report, contents: dict[str, str], before: Basis | None, after: Basis) -> Manifest:
    """What the run leaves to compare with; not yet what the next one would say."""
    basis = manifest.left(before, after, {*report.written, *report.removed})
    found = manifest.Manifest(before or basis, contents=contents)
    return manifest.Manifest(basis, report.made, None, manifest.contents(campaign.root, basis, found))


def _said(
    situation: Situation, report: Report, standing: str, last_line: str, *, silent: bool, edits: Edits | None
) -> dict[str, Any]:
    """What a run says, in both ways; it is shown, unless `silent`. `standing` is what has been shown already."""
    from rich.cells import cell_len

    from weibao.cli.show import exit_code
    from weibao.cli.views import run_object, show_run

    def show() -> None:
        show_run(situation, report)
        if last_line:
            click.echo(last_line)

    told = (*situation.assessment.findings, *report.findings)
    text = standing + _shown(show, silent=silent)
    return {
        "object": run_object(situation, report, edits),
        "text": text,
        "width": max(map(cell_len, text.splitlines())),
        "found": bool(exit_code(told, strict=True)),
        "undone": bool(exit_code(told, strict=False)),
    }


def _moved(report: Report, last: Manifest | None, day: date) -> str:
    """That another as-of date than the last run's is why files were written; "" where it is none or none was."""
    if last is None or last.basis.day == day.isoformat():
        return ""
    tops = {path.partition("/")[0].partition(".")[0] for path in report.written}
    what = "、".join(name for name in ("文书", "图表") if name in tops) or ("总台账" if "总台账" in tops else "")
    return CHANGED["moved"].format(old=last.basis.day, new=day.isoformat(), what=what) if what else ""


def _standing(situation: Situation, *, silent: bool) -> str:
    from weibao.cli.views import show_standing

    return _shown(lambda: show_standing(situation), silent=silent)


def _shown(show: Callable[[], None], *, silent: bool) -> str:
    """What `show` says to people; on the terminal, unless `silent`, in colours."""
    from contextlib import redirect_stdout
    from io import StringIO

    with redirect_stdout(StringIO()) as plain:
        show()
    if silent:
        return plain.getvalue()
    if sys.stdout.isatty():
        show()
    else:
        click.echo(plain.getvalue(), nl=False)
    return plain.getvalue()
