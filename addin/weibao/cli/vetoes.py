"""The command vetoes: the negative list, what each unit declared of it, and whose signed page is missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from weibao.cli.group import ChineseCommand
from weibao.cli.options import as_json, as_of, folder, print_json, strict
from weibao.cli.runs import leave, look_at

if TYPE_CHECKING:
    from weibao.campaign.situation import Situation
    from weibao.compute.model import VetoResult


@click.command(
    cls=ChineseCommand,
    help=(
        "负面清单：各项计入没有，各单位声明了什么（无、有、没有答齐、没有报送），签字盖章的“打印”页收到没有。"
        "盖章件登记在核定台账“回收情况”的“盖章件收到”；总台账的“负面清单声明”是同一张表。只读不写。"
    ),
)
@folder
@as_of
@as_json
@strict
def vetoes(folder: Path, as_of: date, as_json: bool, strict: bool) -> None:
    from weibao.campaign.declarations import vetoes_object
    from weibao.cli.show import show_misread
    from weibao.sheets.layout import RETURNS, RULINGS

    situation = look_at(folder, as_of)
    if as_json:
        print_json(vetoes_object(situation))
    else:
        _show(situation)
        show_misread(situation.assessment.findings, RETURNS.sheet, RULINGS.sheet)
    leave(situation, strict=strict)


def _show(situation: Situation) -> None:
    from weibao.cli.show import out, table
    from weibao.compute.declarations import Answer

    rulebook, assessment = situation.grounds.rulebook, situation.assessment
    start, end = assessment.window
    click.echo(f"影响期 {start} 至 {end}。")
    rows = [
        (
            item.veto, rulebook.veto_by_id[item.veto].title, counted_word(item), len(item.events), len(item.silent),
        )
        for item in assessment.vetoes
    ]  # fmt: skip
    out().print(table("负面清单", ("编号", "事项", "是否计入", "报告件数", "没有作答的单位"), rows))
    for line in declaration_lines(situation):
        click.echo(line)
    open_ = [item for item in assessment.declarations if item.answer is not Answer.NONE or item.unsigned]
    shown = [
        (
            rulebook.unit_by_id[item.unit].name, item.answer.label, "、".join(item.happened),
            "、".join(item.lacking), item.sealed or ("没有收到" if item.unsigned else ""),
        )
        for item in open_
    ]  # fmt: skip
    if shown:
        heads = ("单位", "声明", "报告发生", "没有作答", "盖章件")
        out().print(table("声明有、没有答齐、没有报送或者缺盖章件的单位", heads, shown))


def counted_word(result: VetoResult) -> str:
    """Whether an item counts; before everybody has answered, that it does not is not known."""
    from weibao.compute.verdict import may_still_count

    if result.counted:
        return "计入"
    return "还没有定" if may_still_count(result) else "不计入"


def declaration_lines(situation: Situation) -> list[str]:
    """What `weibao status` says in a line: how many have declared, and whose signature is missing."""
    from weibao.compute.declarations import Answer, declaration_counts

    found = situation.assessment.declarations
    if not found:
        return []
    counts = declaration_counts(found)
    told = "，".join(f"{answer.label} {counts[answer.value]}" for answer in Answer)
    signed = f"，缺盖章件 {counts['unsigned']}" if counts["unsigned"] else ""
    return [f"负面清单声明 {len(found)} 个单位：{told}{signed}。"]
