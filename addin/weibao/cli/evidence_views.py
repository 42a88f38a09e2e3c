"""What the commands of `weibao evidence` show: tables on the screen, objects for --json."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weibao.campaign.evidence_check import Checked
    from weibao.campaign.evidence_index import Index
    from weibao.campaign.evidence_tidy import Tidied
    from weibao.findings import Finding
    from weibao.rulebook.model import Rulebook

_LISTED = 200  # rows of a table on the screen; --json and 总台账 have all of them


def _kinds(found: Index) -> Counter[str]:
    from weibao.compute.proof_files import KINDS

    return Counter(KINDS.get(facts.kind, "没有读") for facts in found.files.values())


def show_index(found: Index) -> None:
    from weibao.compute.proof_files import PROBLEMS

    size = sum(facts.size for facts in found.files.values())
    click.echo(f"佐证材料共 {len(found.files)} 个文件，{size / 1e6:.1f} MB；这次读了 {found.read} 个。")
    for kind, count in _kinds(found).most_common():
        click.echo(f"  {kind}：{count} 个")
    for place, why in found.closed.items():
        click.echo(f"  错误：{place}：文件夹打不开（{why}），里面的文件没有看到，请检查权限或网络连接。")
    for facts in found.files.values():
        if facts.secret:
            click.echo(f"  错误：{facts.path}：有“{facts.secret}”标志，没有读取内容，请按保密规定立即处理。")
        elif facts.problem:
            click.echo(f"  提醒：{facts.path}：{PROBLEMS.get(facts.problem, '是指到别处的链接')}")


def index_object(found: Index) -> dict[str, Any]:
    return {
        "read": found.read,
        "kinds": dict(_kinds(found)),
        "closed": [{"folder": place, "reason": why} for place, why in found.closed.items()],
        "files": [
            {
                "path": facts.path, "size": facts.size, "sha256": facts.digest or None, "kind": facts.kind or None,
                "pages": facts.pages, "width": facts.width, "height": facts.height,
                "text": facts.characters > 0 if facts.read else None, "secret": facts.secret or None,
                "problem": facts.problem or None,
            }
            for facts in found.files.values()
        ],
    }  # fmt: skip


def check_object(checked: Checked, findings: Iterable[Finding], rulebook: Rulebook) -> dict[str, Any]:
    from weibao.compute.proof_notes import CHECK_OF
    from weibao.compute.words import member_name

    def name(unit: str) -> str:
        return member_name(rulebook, unit) if unit else ""

    return {
        "as_of": checked.proofs.as_of.isoformat(),
        "round": checked.proofs.assessment.round,
        "checks": [
            {"id": item.id, "title": item.title, "level": checked.proofs.options.levels[item.id], "how": item.how}
            for item in checked.proofs.rules.checks
        ],
        "materials": [
            {
                "unit": name(item.unit), "indicator": item.item.indicator, "title": item.name,
                "files": list(item.files), "by": item.by or None,
            }
            for item in checked.proofs.materials
        ],
        "findings": [
            {
                "check": CHECK_OF.get(item.code), "code": item.code, "severity": item.severity.value,
                "unit": name(item.unit), "indicator": item.indicator, "file": item.file, "sheet": item.sheet,
                "cell": item.cell, "message": item.message,
            }
            for item in findings
        ],
        "manual": [
            {
                "indicator": item.indicator, "check": item.check, "title": item.title, "look": item.look,
                "window": item.window, "units": [name(unit) for unit in item.units], "count": item.count,
            }
            for item in checked.looks
        ],
    }  # fmt: skip


def show_findings(checked: Checked, findings: Sequence[Finding], rulebook: Rulebook) -> None:
    from weibao.cli.show import coloured, out, table
    from weibao.compute.alike import as_shown
    from weibao.compute.proof_notes import CHECK_OF

    names = {unit.id: unit.name for unit in rulebook.units}
    shown = as_shown(findings)
    rows = [
        (
            coloured(item.severity.label, item.severity.value), CHECK_OF.get(item.code, ""),
            names.get(item.unit, ""), item.indicator, " ".join(filter(None, (item.file, item.sheet, item.cell))),
            item.message,
        )
        for item in shown[:_LISTED]
    ]  # fmt: skip
    matched = sum(bool(item.files) for item in checked.proofs.materials)
    click.echo(f"登记 {len(checked.proofs.materials)} 件，对上文件 {matched} 件；文件 {len(checked.proofs.files)} 个。")
    if rows:
        out().print(table("佐证核查", ("级别", "核查项", "单位", "指标", "位置", "说明"), rows))
    if len(shown) > _LISTED:
        click.echo(
            f"只列出前 {_LISTED} 行；全部在总台账“佐证核查”里（weibao regenerate），或用 --unit、--indicator 细看。"
        )


def show_looks(checked: Checked, rulebook: Rulebook, unit: str, indicator: str | None) -> None:
    from weibao.cli.show import out, table

    names = {item.id: item.name for item in rulebook.units}
    looks = [
        look
        for look in checked.looks
        if (not unit or unit in look.units) and (not indicator or look.indicator == indicator)
    ]
    rows = [
        (
            look.indicator, rulebook.indicator_by_id[look.indicator].title, look.check, look.look, look.window,
            look.count, "、".join(names.get(one, one) for one in look.units),
        )
        for look in looks
    ]  # fmt: skip
    out().print(table("人工核查", ("指标", "名称", "核查项", "看什么", "材料时间", "件数", "单位"), rows))
    click.echo(f"共 {len(rows)} 处。总台账“人工核查”里也有，可以打印出来边看边记。")


def tidy_object(done: Tidied) -> dict[str, Any]:
    return {
        "applied": done.applied,
        "moves": [{"old": move.old, "new": move.new} for move in done.moves],
        "left": [{"file": path, "reason": reason} for path, reason in done.left],
    }


def show_tidied(done: Tidied, *, undo: bool) -> None:
    for move in done.moves:
        click.echo(f"  {move.old}\n    → {move.new}")
    for path, reason in done.left:
        click.echo(f"  不动：{path}（{reason}）")
    what = "移回" if undo else "移动或改名"
    if done.applied:
        after = "" if undo else "要撤销，运行 weibao evidence tidy --undo --apply。"
        if undo and done.left:
            after = (
                f"没有移回的 {len(done.left)} 个没有改动；照上面处理以后，再运行 weibao evidence tidy --undo --apply。"
            )
        click.echo(f"已{what} {len(done.moves)} 个文件。{after}")
    else:
        click.echo(f"将{what} {len(done.moves)} 个文件，现在什么也没有动；确认后加 --apply。")
