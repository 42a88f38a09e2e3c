"""How the past is shown: runs, changes, and what can be got back."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from weibao.cli.options import print_json
from weibao.system_words import argument
from weibao.texts_history import command_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from weibao.campaign.folder import Campaign
    from weibao.campaign.history import Change, Run
    from weibao.campaign.history_words import Words
    from weibao.campaign.versions import Version

# More lines than this are for a file, or for a narrower question.
_LINES = 200


def run_object(run: Run) -> dict[str, Any]:
    """A run as JSON: `command` as typed, `action` in Chinese."""
    return {
        "id": run.id, "at": run.at or None, "user": run.user or None, "host": run.host or None,
        "command": run.command or None, "action": command_words(run.command) or None,
        "as_of": run.as_of or None, "round": run.round or None,
    }  # fmt: skip


def named(run: Run) -> str:
    """A run in a sentence."""
    day = f"，基准日 {run.as_of}" if run.as_of else ""
    return f"第 {run.id} 次（{run.at[:16].replace('T', ' ') or '时间不明'}{day}）"


def rules_between(found: Iterable[Change]) -> str:
    """That the rules differ between two moments, whose totals are no totals of one kind then; "" where they do not."""
    from weibao.campaign.history import Kind, unpack

    rules = next((change.after for change in found if change.kind is Kind.RULES and change.after), None)
    said = "；".join(str(value) for value in unpack(rules).values()) or rules
    return f"两次之间换了规则库：{said}。满分、指标不一样的，前后的得分不能直接相减。" if rules else ""


def show_runs(known: Sequence[Run], found: Sequence[Change]) -> None:
    """Every run, with how much it changed."""
    from weibao.campaign.history import Kind
    from weibao.cli.show import out, table

    counts: dict[int, Counter[str]] = {}
    made = {run.id for run in known if run.command.split()[:1] == ["new"]}
    for change in found:
        word = "台账预填" if change.run in made and change.kind is Kind.INPUT else change.kind.label
        counts.setdefault(change.run, Counter())[word] += 1
    rows = (
        (run.id, run.at[:16].replace("T", " "), run.user, command_words(run.command), run.as_of, run.round or "",
         "、".join(f"{name} {count}" for name, count in counts.get(run.id, Counter()).items()))
        for run in known
    )  # fmt: skip
    out().print(table("历次运行", ("编号", "时间", "办理人", "命令", "基准日", "轮次", "改变了"), rows))
    click.echo("看某一次的明细：加 --run 编号；看一个单位、一项指标、一份文书的经过：")
    click.echo("加 --unit 单位、--indicator 编号、--document 文号。")


def show_changes(found: Sequence[Change], known: Iterable[Run], words: Words) -> None:
    """The changes, each with the run that made it where those are `known`."""
    from weibao.cli.show import out, table

    who = {
        run.id: f"{run.id}　{run.at[:16].replace('T', ' ')}　{run.user}　{command_words(run.command)}" for run in known
    }
    first = ("运行",) if who else ()

    def rows() -> Iterator[tuple[object, ...]]:
        for item in found[:_LINES]:
            yield (*((who.get(item.run, ""),) if who else ()), *row(item, words)[:2], *row(item, words)[4:])

    if found:
        out().print(table("明细", (*first, "类别", "事项", "原来", "现在"), rows()))
    if len(found) > _LINES:
        click.echo(f"另有 {len(found) - _LINES} 条没有列出。请用 --unit、--indicator 缩小范围，或用 --json 看全部。")


def row(change: Change, words: Words) -> tuple[str, str, str, str, str, str]:
    """Kind, what, unit, indicator, before, after: the columns of the workbook."""
    before, after = words.values(change)
    return (
        change.kind.label, words.about(change), words.unit(change), words.indicator(change),
        before or "（没有）", after or "（没有）",
    )  # fmt: skip


def list_kept(campaign: Campaign, below: str = "", *, as_json: bool) -> None:
    """The backups of the history, and the versions of files that are kept, of those `below` a folder; for people, those
    that are not as now, and of the charts a line for each folder unless they asked for it.
    """
    from weibao.campaign.backups import backups
    from weibao.campaign.kept_notes import SAME, notes_on
    from weibao.campaign.versions import versions
    from weibao.cli.show import out, table

    days = [path.stem.removeprefix("history-") for path in backups(campaign.history)]
    kept = [item for item in versions(campaign.machine) if item.path.startswith(below)]
    notes = notes_on(campaign, kept)
    if as_json:
        files = [
            {"no": item.no, "path": item.path, "at": item.at or None, "user": item.user or None, "size": item.size,
             "note": notes[item.no] or None}
            for item in kept
        ]  # fmt: skip
        print_json({"history": days, "files": files})
        return
    click.echo(f"历史记录的备份：{'、'.join(days) or '还没有'}。")
    other = [item for item in kept if notes[item.no] != SAME]
    if other:
        groups = _folded(other, "" if below else campaign.relative(campaign.charts))
        rows = (
            (group[0].no, name, group[0].at[:16].replace("T", " "), group[0].user, note or notes[group[0].no])
            for name, group, note in groups
        )
        out().print(table("文件的留底", ("编号", "文件", "时间", "办理人", "说明"), rows))
    elif not kept:
        click.echo("文件的留底：还没有。")
    if len(kept) > len(other):
        click.echo(f"另有 {len(kept) - len(other)} 份留底和现在的文件一样，没有列出。")


def _folded(kept: Sequence[Version], drawn: str) -> Iterator[tuple[str, list[Version], str]]:
    """The rows of the list: every version, but those in the folder `drawn` and each below it as one row, where the last
    one stands; with its words.
    """
    folders: dict[str, list[Version]] = {}
    for item in kept:
        folder = item.path.rpartition("/")[0]
        if drawn and f"{folder}/".startswith(f"{drawn}/"):
            folders.setdefault(folder, []).append(item)
    for item in kept:
        folder = item.path.rpartition("/")[0]
        group = folders.get(folder, [])
        if len(group) < 2:
            yield item.path, [item], ""
        elif item is group[0]:
            yield f"{folder}（{len(group)} 份）", group, f"每次重算都会重画；逐份列出：--file {argument(folder)}"
