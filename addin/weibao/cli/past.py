"""`weibao history|diff|verify|restore`: what was, what has changed since, and how to get it back."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import click

from weibao.cli.group import ChineseCommand
from weibao.cli.options import F, Folder, as_json, folder, print_json, strict, wait
from weibao.cli.past_views import list_kept, named, row, rules_between, run_object, show_changes, show_runs
from weibao.cli.runs import opened, writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.campaign.folder import Campaign
    from weibao.campaign.history import Change, Run
    from weibao.campaign.history_words import Words
    from weibao.rulebook.model import Rulebook

# So many cells in which a restored ledger is otherwise are listed.
_SHOWN = 40


def narrowed(function: F) -> F:
    """One unit and one indicator."""
    unit = click.option("--unit", "units", multiple=True, metavar="单位", help="只看这个单位的，可以写几个。")
    indicator = click.option("--indicator", default="", metavar="编号", help="只看这项指标的，如 I22。")
    return unit(indicator(function))


@click.command(
    cls=ChineseCommand,
    help="看经过：每次运行由谁、什么时候办的，改变了什么。写明单位、指标、文书或某一次运行的，逐条列出前后的值。只读不写。",
)
@folder
@narrowed
@click.option("--document", default="", metavar="文号或文件", help="只看这份文书的：拟稿、核稿签发、编号、印发到撤回。")
@click.option("--run", "number", type=click.IntRange(1), metavar="编号", help="只看这一次运行的。")
@as_json
def history(
    folder: Path, units: tuple[str, ...], indicator: str, document: str, number: int | None, as_json: bool
) -> None:
    from weibao.campaign.history import changes, counts, runs

    with opened(folder, reading=True) as (campaign, store, _):
        words, chosen_units, indicator = _words(campaign, units, indicator)
        known = runs(store)
        found = [change for change in changes(store) if number in (None, change.run)]
    found = words.chosen(found, chosen_units, indicator)
    if document.strip():
        found = words.on_document(found, document.strip())
    detailed = bool(chosen_units or indicator or document.strip() or number)
    if as_json:
        counted = counts(found)
        listed = [{**run_object(run), "counts": counted[run.id]} for run in known if run.id in counted]
        print_json({"runs": listed, **({"changes": [words.as_object(item) for item in found]} if detailed else {})})
    elif not known:
        click.echo("还没有历史记录。运行 weibao collect 或 weibao regenerate 以后才有。")
    elif detailed:
        show_changes(found, known, words)
    else:
        show_runs(known, found)


@click.command(
    cls=ChineseCommand,
    help="比较两次：A 和 B 是运行编号（见 weibao history）、基准日，或“最早”“最近”。"
    "列出回收、得分、填写、文号、文件的不同。不改动创建文件夹里的内容；加 --out 的，另外写一个工作簿。",
)
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@folder
@narrowed
@click.option("--out", type=Folder(), metavar="文件.xlsx", help="另外写成 Excel 工作簿；那里已有别的文件的，写在旁边。")
@as_json
def diff(a: str, b: str, folder: Path, units: tuple[str, ...], indicator: str, out: Path | None, as_json: bool) -> None:
    from weibao.campaign.history import Kind, compare, moment, state

    with opened(folder, reading=True) as (campaign, store, _):
        words, chosen_units, indicator = _words(campaign, units, indicator)
        first, second = moment(store, a), moment(store, b)
        found = compare(state(store, first.id), state(store, second.id))
    found = [change for change in found if change.kind is not Kind.LEDGER]
    unlike = rules_between(found)
    found = words.chosen(found, chosen_units, indicator)
    written = _write(out, campaign, f"{named(first)} → {named(second)}{unlike}", second, found, words) if out else None
    if as_json:
        ends = {"a": run_object(first), "b": run_object(second)}
        print_json(
            {**ends, "changes": [words.as_object(item) for item in found], "file": str(written) if written else None}
        )
        return
    click.echo(f"{named(first)} → {named(second)}：不同之处 {len(found)} 处。")
    if unlike:
        click.echo(unlike)
    show_changes(found, (), words)
    if written and out and written != out:
        click.echo(f"“{out.name}”已有别的内容或正打开着，没有改动，写在旁边。")
    if written:
        click.echo(f"已写成工作簿：{written}")


@click.command(
    cls=ChineseCommand,
    help="核对文件：回收的清单、程序写出的文件、核定台账、佐证材料是不是和记录的一样；列出改动过的、不见了的、没有记录的。只读不写。",
)
@folder
@as_json
@strict
def verify(folder: Path, as_json: bool, strict: bool) -> None:
    from weibao.campaign.verify import earlier, findings
    from weibao.campaign.verify import verify as run
    from weibao.cli.show import exit_code, finding_rows, out, table
    from weibao.cli.views import plain_messages

    with opened(folder, reading=True) as (campaign, store, progress):
        checked = run(campaign, store, progress)
        found = (*findings(checked), *earlier(store))
    counts = Counter((item.group, item.state) for item in checked)
    if as_json:
        files = [
            {"path": item.path, "group": item.group.value, "group_label": item.group.label,
             "state": item.state.value, "state_label": item.state.label,
             "recorded": item.recorded or None, "found": item.found or None}
            for item in checked
        ]  # fmt: skip
        print_json({"files": files, "messages": plain_messages(found)})
    else:
        if found:
            out().print(table("和记录不一样的", ("级别", "单位", "位置", "说明"), finding_rows(found, {})))
        for group in dict.fromkeys(group for group, _ in counts):
            parts = "，".join(f"{state.label} {count}" for (of, state), count in sorted(counts.items()) if of is group)
            click.echo(f"{group.label}：{parts}。")
        if not counts:
            click.echo("还没有可以核对的记录。运行 weibao collect 或 weibao regenerate 以后才有。")
    raise click.exceptions.Exit(exit_code(found, strict=strict))


@click.command(
    cls=ChineseCommand,
    help="找回：历史记录的备份（--history），或程序写过的文件、核定台账以前的样子（--file）；都不写就列出能找回的。"
    "有人改过的文件不会被盖掉，找回的写在旁边。找回的总台账、图表、没有人改过的旧草稿，下次全部重算时会重写，要留着请另存为别的名字。",
)
@folder
@click.option("--history", "base", is_flag=True, help="用备份换下损坏的历史记录；换下的那份改名保留。")
@click.option("--file", "file", default="", metavar="文件", help="要找回的文件，从创建文件夹起写；写文件夹就逐份列出。")
@click.option("--to", default="", metavar="编号或日期", help="找回哪一份；不写就是最近的、和现在不同的（台账看填写）。")
@click.option("--over", is_flag=True, help="直接换掉现在的文件（换下的也留底）。")
@wait
@as_json
def restore(folder: Path, base: bool, file: str, to: str, over: bool, as_json: bool) -> None:
    from weibao.campaign.folder import LEDGER, Campaign
    from weibao.campaign.kept_notes import differences
    from weibao.campaign.restore import kept_below, restore_file, restore_history

    if base and file:
        raise click.UsageError("--history 和 --file 只能写一个。", click.get_current_context())
    campaign = Campaign.open(folder)
    below = kept_below(campaign, file) if file.strip() else ""
    if not base and (below or not file):
        list_kept(campaign, below, as_json=as_json)
        return
    if base:
        with writing(campaign) as who:
            done = restore_history(campaign, who, to)
    else:
        with opened(folder) as (campaign, store, _):
            done = restore_file(campaign, store, file, to, over=over)
    different = differences(campaign, done.target) if done.beside and LEDGER in done.target else []
    if as_json:
        about = {"source": done.source, "target": done.target, "kept": done.kept or None, "beside": done.beside,
                 "remade_next": done.passing}  # fmt: skip
        print_json({**about, **({"different": different} if different else {})})
        return
    click.echo(f"已找回：{done.source}\n写在：{done.target}")
    if done.kept:
        click.echo(f"换下来的那份保留为：{done.kept}")
    if done.passing:
        click.echo("下次全部重算时程序会照现在的情况重写这个文件（这份仍有留底）；要留着它，请另存为别的名字。")
    if done.beside:
        click.echo(
            "原处的文件有人填写或改动过，没有动。请打开两份对照，把要用的内容填进去；确定整份换掉的，加 --over。"
        )
        for line in different[:_SHOWN]:
            click.echo(f"  {line}")
        if len(different) > _SHOWN:
            click.echo(f"  另有 {len(different) - _SHOWN} 处没有列出。")


# --- inside ---------------------------------------------------------------------------------------------


def _words(campaign: Campaign, units: Sequence[str], indicator: str) -> tuple[Words, list[Any], str]:
    """Words under the campaign's rulebook; the units meant and the indicator's id. UsageError, CampaignError."""
    from weibao.campaign.history_words import Words
    from weibao.campaign.units_named import units_named

    rulebook = _rulebook(campaign)
    key = indicator.strip().upper()
    if key and key not in rulebook.indicator_by_id and key not in rulebook.retired:
        known = f"{rulebook.indicators[0].id} 至 {rulebook.indicators[-1].id}"
        raise click.UsageError(f"没有指标“{indicator}”（{known}）。", click.get_current_context())
    return Words(rulebook), units_named(rulebook, units), key


def _rulebook(campaign: Campaign) -> Rulebook:
    """With the towns of the settings; as published where the ledger cannot be read now."""
    from weibao.campaign.grounds import read_grounds
    from weibao.errors import WeibaoError

    try:
        return read_grounds(campaign).rulebook
    except WeibaoError:
        return campaign.rulebook


def _write(out: Path, campaign: Campaign, about: str, second: Run, found: Sequence[Change], words: Words) -> Path:
    from weibao.campaign.folder import CONSOLE, LEDGER
    from weibao.sheets.history_sheet import write_differences

    if normalize("NFKC", out.name).startswith((LEDGER, Path(CONSOLE).stem)):
        raise click.UsageError(
            f"“{out.name}”是台账的名字，比较的结果不能写成它。请换一个，如“变化.xlsx”。", click.get_current_context()
        )
    if out.suffix.lower() != ".xlsx":
        raise click.UsageError(f"“{out}”应为 .xlsx 文件。", click.get_current_context())
    counts = Counter(change.kind.label for change in found)
    created = date.fromisoformat(second.as_of or second.at[:10] or "2000-01-01")
    return write_differences(
        out, campaign.rulebook.title, about, counts, [row(item, words) for item in found], created=created
    )
