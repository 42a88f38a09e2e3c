"""The command compile: 资料汇编 as a folder and a zip."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from weibao.cli.group import ChineseCommand
from weibao.cli.options import Folder, as_json, as_of, folder, print_json, strict, wait
from weibao.cli.results import ROUND
from weibao.cli.runs import opened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weibao.campaign.compiling import Made
    from weibao.campaign.situation import Situation

_HELP = (
    "资料汇编：把计分这一轮登记的佐证材料按项目、内容、指标编号，复制到一个文件夹（原件不动），写好封面、编制说明、目录、"
    "指标扉页、盒脊盒签、索引和缺漏清单。有密级标志、含未成年人信息、没有读过的不收录，逐个说明原因。再运行只更新变了的。"
)


@click.command("compile", cls=ChineseCommand, help=_HELP)
@folder
@as_of
@ROUND
@click.option("--out", type=Folder(), help="放在哪个文件夹；不写就是创建文件夹里的“资料汇编”。")
@click.option("--zip", "packed", is_flag=True, help="另外打成一个 .zip 压缩包（不含内部的缺漏清单），放在文件夹旁边。")
@click.option(
    "--category", "categories", metavar="项目", multiple=True, help="只汇编一个项目（名称或序号），可以写几次。"
)
@wait
@as_json
@strict
def compile_(
    folder: Path,
    as_of: date,
    number: int | None,
    out: Path | None,
    packed: bool,
    categories: tuple[str, ...],
    as_json: bool,
    strict: bool,
) -> None:
    """The same evidence, settings and day give the same bytes."""
    from weibao.campaign.compiling import compile_evidence
    from weibao.campaign.evidence_check import check_evidence, read_evidence
    from weibao.campaign.history_evidence import remember_evidence
    from weibao.campaign.situation import look
    from weibao.cli.show import exit_code

    with opened(folder) as (campaign, store, report):
        situation = look(campaign, store, as_of=as_of, number=number, progress=report)
        checked = check_evidence(situation, read_evidence(situation.grounds, report))
        remember_evidence(store, checked.index)
        made = compile_evidence(situation, checked, out=out, categories=categories, packed=packed, progress=report)
    if as_json:
        print_json(compile_object(situation, made))
    else:
        show_made(made)
    raise click.exceptions.Exit(exit_code(made.findings, strict=strict))


def compile_object(situation: Situation, made: Made) -> dict[str, Any]:
    """What --json prints."""
    rulebook, root = situation.grounds.rulebook, situation.grounds.campaign.root
    names = {unit.id: unit.name for unit in rulebook.units}

    def shown(path: Path) -> str:
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)

    return {
        "as_of": situation.assessment.as_of.isoformat(),
        "round": situation.assessment.round,
        "folder": shown(made.folder),
        "zip": shown(made.zip) if made.zip else None,
        "categories": [
            {
                "name": volume.category.name, "folder": volume.folder, "indicators": len(volume.chapters),
                "materials": sum(len(chapter.in_it) for chapter in volume.chapters),
                "files": sum(len(entry.pieces) for entry in volume.entries),
                "boxes": [box.code for box in made.boxes if box.volume is volume],
            }
            for volume in made.compiled.volumes
        ],
        "materials": list(_materials(made, names)),
        "missing": [
            {
                "kind": gap.lack.value, "unit": names.get(gap.unit, ""), "indicator": gap.indicator,
                "number": gap.number or None, "message": gap.text,
            }
            for gap in made.gaps
        ],
        "left_out": [
            {
                "file": item.file or None, "unit": names.get(item.unit, ""), "indicator": item.indicator,
                "why": item.why.why.value, "message": item.why.text, "release": item.code or None,
            }
            for item in made.compiled.left_out
        ],
        "looks": [{"file": file, "message": said} for file, said in made.compiled.looks],
        "written": made.outcome.written,
        "unchanged": made.outcome.unchanged,
        "removed": made.outcome.removed,
        "messages": [
            {"code": item.code, "severity": item.severity.value, "file": item.file, "message": item.message}
            for item in made.findings
        ],
    }  # fmt: skip


def _materials(made: Made, names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for entry in made.compiled.entries:
        yield {
            "number": entry.number, "indicator": entry.indicator, "unit": names[entry.unit], "title": entry.title,
            "doc_no": entry.doc_no or None, "dated": entry.dated.isoformat() if entry.dated else None,
            "pages": entry.pages, "state": entry.kept.value,
            "files": [{"from": piece.source, "to": piece.target} for piece in entry.pieces],
            "same_as": [number for number, _ in entry.same],
        }  # fmt: skip


def show_made(made: Made) -> None:
    """A line for every category, what was left out, and where it is."""
    from weibao.campaign.compiled_books import GAPS
    from weibao.cli.show import coloured, out, table

    rows = [
        (
            volume.folder, len(volume.chapters), sum(len(chapter.in_it) for chapter in volume.chapters),
            sum(len(entry.pieces) for entry in volume.entries),
            sum(box.volume is volume for box in made.boxes),
        )
        for volume in made.compiled.volumes
    ]  # fmt: skip
    out().print(table("资料汇编", ("项目", "指标", "材料（件）", "文件", "盒"), rows))
    if made.compiled.left_out:
        left = [(item.file or "（没有文件）", item.why.text, item.code) for item in made.compiled.left_out]
        out().print(table("没有收录的文件", ("文件", "原因", "放行码"), left))
    for item in made.findings:
        out().print(coloured(item.severity.label, item.severity.value), f"：{item.message}", sep="")
    done = made.outcome
    click.echo(f"写了 {len(done.written)} 个文件，没有变化 {len(done.unchanged)} 个，去掉 {len(done.removed)} 个。")
    click.echo(f"汇编在：{made.folder}（先看“{GAPS}”）")
    if made.zip:
        click.echo(f"压缩包：{made.zip}（不含缺漏清单）")
