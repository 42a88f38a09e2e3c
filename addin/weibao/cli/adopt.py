"""`weibao rulebook adopt` and what `weibao issue --rulebook` says about the change of the rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from weibao.cli.group import ChineseCommand
from weibao.cli.options import Day, Folder, as_json, folder, print_json, wait
from weibao.system_words import argument

if TYPE_CHECKING:
    from weibao.campaign.adopt import Adoption

# Lines of one kind; the workbook has all of them.
_SHOWN = 12


@click.command(
    "adopt", cls=ChineseCommand,
    help="换用改过的规则库：下一轮起用新的，以前各轮仍按原来的规则。先整体检查，写不成就什么都不改。",
)  # fmt: skip
@folder
@click.option("--rulebook", "source", type=Folder(), required=True, metavar="规则库文件夹", help="改好的规则库文件夹。")
@click.option("--dry-run", "dry", is_flag=True, help="只看会有什么变化，什么都不改。")
@click.option("--as-of", type=Day(), default=lambda: date.today(), help="换用日期；不写就是今天。")  # noqa: DTZ011
@wait
@as_json
def adopt(folder: Path, source: Path, dry: bool, as_of: date, as_json: bool) -> None:
    from weibao.campaign.adopt import adopt_rulebook, plan_adoption
    from weibao.campaign.adopt_report import as_object
    from weibao.cli.runs import opened

    with opened(folder, reading=dry) as (campaign, store, report):
        if dry:
            plan = plan_adoption(campaign, store, source, as_of=as_of, progress=report)
        else:
            campaign, plan = adopt_rulebook(campaign, store, source, as_of=as_of, progress=report)
    if as_json:
        print_json(as_object(plan, dry=dry))
        return
    show_adoption(plan, dry=dry)
    if not dry:
        back, root = argument(campaign.folder_of(campaign.versions[-1].before)), argument(folder)
        click.echo(f"要退回原来的规则：weibao rulebook adopt {root} --rulebook {back}（填过的内容都还在原来的行里）；")
        click.echo(f"核定台账换规则以前的整本也有留底：weibao restore {root} --file {campaign.ledger.name}")
        click.echo(f"下一步：weibao issue {root} --name 名称，下发第{plan.first}轮。")


def show_adoption(plan: Adoption, *, dry: bool) -> None:
    """The report for people."""
    from weibao.campaign.adopt_report import between, by_hand, counted
    from weibao.rulebook.compare import Fate

    was, change = plan.change.old.version, plan.told
    word = "将从" if dry else "从"
    click.echo(
        f"{word}第{plan.first}轮起换用规则库 {was} → {change.new.version}（{change.new.title}）。{between(plan)}"
    )
    click.echo(f"指标：{counted(plan)}。")
    for item in change.indicators:
        if item.fate is not Fate.KEPT:
            detail = item.words or "、".join(item.marks)
            click.echo(f"  {item.id} {item.title}：{item.fate.label}{f'，{detail}' if detail else ''}")
    for other in change.others[:_SHOWN]:
        differs = f"，{other.old or '空'} → {other.new or '空'}" if other.fate is Fate.CHANGED else ""
        click.echo(f"  {other.kind} {other.id} {other.title}：{other.fate.label}{differs}")
    if len(change.others) > _SHOWN:
        click.echo(f"  其余 {len(change.others) - _SHOWN} 处见“规则变化”工作簿。")
    for name, carried in plan.units.items():
        answers = {
            "照带": carried.kept, "带入并标注": carried.marked, "不再填": carried.dropped,
            "问法改了要重新填": carried.asked_anew,
        }  # fmt: skip
        words = "、".join(f"{what}{len(ids)}项" for what, ids in answers.items() if ids)
        click.echo(f"  {name}（第{plan.rounds[name]}轮填报）：{words or '没有填报的指标'}")
    if plan.ledger:
        parts = {"加行": plan.ledger.added, "停用": plan.ledger.stopped, "恢复": plan.ledger.back}
        said = [f"“{sheet}”{what} {len(keys)}" for what, rows in parts.items() for sheet, keys in rows.items()]
        click.echo(f"核定台账：{'、'.join(said) or '行没有增减'}。")
        for sentence in by_hand(plan):
            click.echo(f"  {sentence}")
    if dry:
        click.echo("以上只是试算，什么都没有改。")
    elif plan.report:
        click.echo(f"变化写在：{plan.report}")


def adopt_first(
    folder: Path, source: Path | None, number: int | None, due: date | None, day: date,
    *, units: tuple[str, ...], dry: bool, live: bool, as_json: bool,
) -> tuple[int, dict[str, object]]:  # fmt: skip
    """The change of the rules before a round is issued: the round, and what `issue --json` says about it.

    What would stop the round is looked at before anything is changed.
    """
    from weibao.campaign.adopt import adopt_rulebook, plan_adoption
    from weibao.campaign.adopt_report import as_object
    from weibao.campaign.issue import check_due
    from weibao.campaign.units_named import units_named
    from weibao.cli.runs import opened

    if source is None:
        raise click.UsageError("--dry-run 要和 --rulebook 一起写。")
    if live:
        raise click.UsageError("换规则要改核定台账的行，请先保存并关闭核定台账，再运行一次。")
    check_due(due, day)
    with opened(folder, reading=True) as (campaign, store, report):
        plan = plan_adoption(campaign, store, source, as_of=day, progress=report)
    units_named(plan.change.new, units)
    if number not in (None, plan.first):
        raise click.UsageError(f"新的规则从第{plan.first}轮起用，--round 请写 {plan.first}，或者不写。")
    if not dry:
        with opened(folder) as (campaign, store, report):
            _, plan = adopt_rulebook(campaign, store, source, as_of=day, progress=report)
    if not as_json:
        show_adoption(plan, dry=dry)
    elif dry:
        print_json({"rules": as_object(plan, dry=True)})
    if dry:
        raise click.exceptions.Exit(0)
    return plan.first, {"rules": as_object(plan, dry=False)}
