"""`compile`: the 资料汇编 of a round as a folder, and as a zip: papers, numbered copies of the evidence, index, gaps.

Evidence is copied and never moved; what units and people have typed is only read. The order of writing is: what is
about to be written is on record, then the copies, the papers, the workbooks, then what is gone is removed.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from weibao.campaign.compiled_books import GAPS, INDEX, gap_book, index_book
from weibao.campaign.compiled_files import CompiledFolder, Outcome
from weibao.campaign.compiled_zip import is_old, pack_folder
from weibao.campaign.drafting import TEMPLATES, case_of
from weibao.campaign.evidence_walk import HOME
from weibao.campaign.situation import Progress, silent
from weibao.compute.compilation import Compiled, compile_materials
from weibao.compute.compilation_barred import Releases, Why, releases
from weibao.compute.compilation_boxes import Box, boxes
from weibao.compute.compilation_gaps import Gap, gaps
from weibao.compute.compilation_names import part, units
from weibao.documents import wording
from weibao.documents.digests import digest
from weibao.documents.drafts import first_draft
from weibao.errors import CampaignError
from weibao.findings import Finding, Severity, finding
from weibao.texts_compile import LEFT_OUT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.campaign.evidence_check import Checked
    from weibao.campaign.folder import Campaign
    from weibao.campaign.situation import Situation
    from weibao.documents.kind import Case, Document, Kind
    from weibao.rulebook.model import Rulebook

FOLDER: Final = "资料汇编"
# What goes out is whole and of today: with one of these, or an error, no zip is made.
_BEHIND: Final = ("compile-open", "compile-beside-open", "draft-open", "draft-read-only")
_SHOWN: Final = 3  # files named in a finding
_PATH: Final = 259  # characters of a whole path on Windows
# Folders of a campaign that hold what others wrote, or what is not for anybody else.
_OTHERS: Final = ("下发", "回收", "退回", HOME, "文书", "图表", "模板", ".weibao")


@dataclass
class Made:
    """What a run made: the plan, where it lies, what happened to the files and what to tell."""

    compiled: Compiled
    boxes: tuple[Box, ...]
    gaps: tuple[Gap, ...]
    folder: Path
    outcome: Outcome
    zip: Path | None = None
    papers: list[str] = field(default_factory=list)

    @property
    def findings(self) -> list[Finding]:
        """All of them."""
        return self.outcome.findings


def compile_evidence(
    situation: Situation,
    checked: Checked,
    *,
    out: Path | None = None,
    categories: Sequence[str] = (),
    packed: bool = False,
    progress: Progress = silent,
) -> Made:
    """Bring the compilation of the assessed round up to date, at `out` or below the campaign.

    `categories` are names, numbers or ids, none for all. Raises CampaignError for a category or a folder that will not
    do, and where nothing has been listed.
    """
    grounds = situation.grounds
    campaign, wanted = grounds.campaign, _categories(grounds.rulebook, categories)
    compiled, released = _plan(situation, checked, wanted)
    folder = _folder(campaign, out, situation.assessment.round, compiled if wanted else None)
    case, parted = case_of(situation), boxes(compiled, grounds.settings)
    lacking = gaps(checked.proofs, compiled, checked.findings)
    target = CompiledFolder(folder, campaign.machine, _key(campaign, folder))
    made = Made(compiled, parted, lacking, folder, target.outcome)
    made.findings.extend((*released, *_deep(folder, compiled)))
    books = {
        INDEX: index_book(case, compiled, parted),
        GAPS: gap_book(case, compiled, lacking),
    }
    documents = _documents(case, compiled, parted, whole=not wanted)
    _keep_others(target, [one.path for _, one in documents], part=bool(wanted and out))
    planned = {piece.target: piece.digest for piece in compiled.pieces} | {name: digest(c) for name, c in books.items()}
    target.plan(planned | {one.path: "" for _, one in documents})
    try:
        _write(made, target, checked, campaign, case, documents, books, progress)
        if checked.index.closed:  # what could not be seen now is not gone
            made.findings.extend(item for item in checked.findings if item.code == "proof-closed")
            target.clear(_secret(compiled, checked))
        else:
            target.clear()
        names = [name for name in (*made.papers, *planned) if name != GAPS]
        archive = _zip(folder, campaign)
        if packed and (behind := _behind(made.findings)):
            made.findings.append(finding("compile-zip-behind", file=archive.name, name=archive.name, names=behind))
        elif packed:
            made.zip = pack_folder(target, names, archive, progress)
        if made.zip is None and is_old(target, names, archive):
            made.findings.append(finding("compile-zip-old", file=archive.name, name=archive.name))
    finally:
        target.save()
    _tell(made)
    return made


def _write(
    made: Made, target: CompiledFolder, checked: Checked, campaign: Campaign, case: Case,
    documents: Sequence[tuple[Kind, Document]], books: dict[str, bytes], progress: Progress,
) -> None:  # fmt: skip
    pieces = made.compiled.pieces
    for number, piece in enumerate(pieces):
        progress("汇编资料", number, len(pieces))
        target.copy(checked.index.paths[piece.source], campaign.root / HOME, piece.target, piece.digest)
    progress("汇编资料", len(pieces), len(pieces))
    made.papers = _papers(target, case, documents, campaign, progress)
    for name, content in books.items():
        target.put(name, content)


def _plan(situation: Situation, checked: Checked, wanted: Sequence[str]) -> tuple[Compiled, list[Finding]]:
    """The materials sorted, and what the office's releases give to tell."""
    grounds, index = situation.grounds, checked.index
    allowed, said = releases(grounds.settings)
    unread = {*index.unread, *(path for path in index.files if path not in index.paths)}
    compiled = compile_materials(checked.proofs, unread=unread, releases=allowed, categories=wanted)
    if not checked.proofs.materials:
        raise CampaignError(
            f"第{situation.assessment.round}轮的清单里还没有登记佐证材料，没有可以汇编的。请先回收单位报送的清单。"
        )
    told = [item.at(file=grounds.campaign.ledger.name) for item in said]
    if not wanted:
        told += _unused(checked, allowed, grounds.campaign.ledger.name)
    return compiled, told


def _unused(checked: Checked, allowed: Releases, ledger: str) -> list[Finding]:
    """Codes that release nothing."""
    codes = {facts.digest[:8] for facts in checked.proofs.files.values() if facts.read and facts.personal}
    return [
        finding("compile-allow-unused", file=ledger, sheet="设置", release=code, name=name)
        for code, name in allowed.names.items()
        if code not in codes
    ]


def _documents(case: Case, compiled: Compiled, parted: Sequence[Box], *, whole: bool) -> list[tuple[Kind, Document]]:
    """The papers with their kinds, in the order of the folders."""
    from weibao.documents.kinds import compiled_catalogue, compiled_cover, compiled_leaf, compiled_spine

    volumes = compiled.volumes
    found = [
        (compiled_cover.KIND, compiled_cover.document(case, compiled, parted, whole=whole)),
        (compiled_spine.KIND, compiled_spine.document(case, parted)),
    ]
    for number, volume in enumerate(volumes, 1):
        found.append((compiled_catalogue.KIND, compiled_catalogue.document(case, volume, number, len(volumes))))
        found += [(compiled_leaf.KIND, compiled_leaf.document(case, volume, item)) for item in volume.chapters]
    return found


def _papers(
    target: CompiledFolder, case: Case, documents: Sequence[tuple[Kind, Document]], campaign: Campaign,
    progress: Progress,
) -> list[str]:  # fmt: skip
    """Write the papers by the rules of drafts: one that a hand has changed stays. Gives the paths that go out."""
    from weibao.documents.drafting import draft_documents

    by_kind: dict[str, tuple[Kind, list[Document]]] = {}
    for kind, one in documents:
        by_kind.setdefault(kind.name, (kind, []))[1].append(one)
    kinds = [replace(kind, documents=partial(_given, listed)) for kind, listed in by_kind.values()]
    made = draft_documents(
        case, kinds, out=target.out, templates=campaign.root / TEMPLATES, known=target.papers, clear=False,
        progress=progress,
    )  # fmt: skip
    target.outcome.findings += made.findings
    written, unchanged = (
        [path.relative_to(target.out).as_posix() for path in paths] for paths in (made.written, made.unchanged)
    )
    target.note_papers(made.known, written, unchanged)
    # Of one that a hand has changed it is that one which goes out, not our 新稿 beside it: the index leads there.
    return sorted({first_draft(path) for path in (*written, *unchanged)})


def _given(documents: Sequence[Document], _case: Case) -> Sequence[Document]:
    return documents


def _secret(compiled: Compiled, checked: Checked) -> frozenset[str]:
    """Digests of the files that are left out for a 密级 mark."""
    files = checked.proofs.files
    marked = (files.get(item.file) for item in compiled.left_out if item.why.why is Why.SECRET)
    return frozenset(facts.digest for facts in marked if facts and facts.digest)


def _behind(found: Sequence[Finding]) -> str:
    """The files that are not what they should be now: open elsewhere, not to be copied, not to be written."""
    names = dict.fromkeys(
        item.file.rpartition("/")[2] for item in found if item.code in _BEHIND or item.severity is Severity.ERROR
    )
    return wording.some([f"“{name}”" for name in names if name not in ("", GAPS)], _SHOWN)


def _categories(rulebook: Rulebook, names: Sequence[str]) -> tuple[str, ...]:
    """The ids of categories that were named, each once, in the order of the rubric."""
    found = set()
    for name in names:
        for place, category in enumerate(rulebook.categories, 1):
            if name.strip() in (category.id, category.name, str(place), f"{place:02d}", f"{place:02d} {category.name}"):
                found.add(category.id)
                break
        else:
            known = "、".join(category.name for category in rulebook.categories)
            raise CampaignError(f"没有“{name}”这个项目。现有的项目：{known}。")
    return tuple(category.id for category in rulebook.categories if category.id in found)


def _folder(campaign: Campaign, out: Path | None, number: int, chosen: Compiled | None) -> Path:
    """Where it goes. Raises CampaignError for a folder that holds something else."""
    if out is None:
        names = "、".join(volume.category.name for volume in chosen.volumes) if chosen else ""
        folder = campaign.root / FOLDER / (f"第{number}轮" + (f"（{part(names, 40)}）" if names else ""))
    else:
        folder = out
    place, root = folder.absolute().resolve(), campaign.root.resolve()
    if root.is_relative_to(place) or any(place.is_relative_to(root / name) for name in _OTHERS):
        raise CampaignError(
            f"资料汇编不能放在“{folder}”里：那里放的是别的文件。请换一个文件夹，或不写 --out（放在“{FOLDER}”里）。"
        )
    if folder.exists() and not folder.is_dir():
        raise CampaignError(f"“{folder}”是一个文件，不是文件夹。请换一个名称。")
    return folder


def _keep_others(target: CompiledFolder, papers: Sequence[str], *, part: bool) -> None:
    """Raises CampaignError where a part goes to a folder named, and other categories lie there: they would be removed,
    and the index would be of the part only.
    """
    others = target.folders - {path.partition("/")[0] for path in papers if "/" in path}
    if part and others:
        names = wording.some([f"“{name}”" for name in sorted(others)], _SHOWN)
        raise CampaignError(
            f"“{target.out}”里已经有别的项目的汇编（{names}），只汇编一个项目会把它们换掉。"
            "请给 --out 另写一个文件夹；要更新整套的，不写 --category。"
        )


def _deep(folder: Path, compiled: Compiled) -> list[Finding]:
    """That the paths are longer than Windows takes. Raises CampaignError there."""
    length = units(str(folder.absolute())) + 1 + max((units(piece.target) for piece in compiled.pieces), default=0)
    if length <= _PATH:
        return []
    told = finding("compile-deep", file=folder.name, length=length, most=_PATH)
    if os.name == "nt":
        raise CampaignError(told.message)
    return [told]


def _key(campaign: Campaign, folder: Path) -> str:
    """What the receipts of a folder are kept under: they go with the campaign where it is moved."""
    place, root = folder.absolute().resolve(), campaign.root.resolve()
    return place.relative_to(root).as_posix() if place.is_relative_to(root) else place.as_posix()


def _zip(folder: Path, campaign: Campaign) -> Path:
    """The zip beside the folder; below the campaign it says what it is."""
    own = folder.parent == campaign.root / FOLDER
    return folder.with_name(f"{FOLDER}（{folder.name}）.zip" if own else f"{folder.name}.zip")


def _tell(made: Made) -> None:
    """What was left out, what is missing and what is to be looked at, in a line each."""
    compiled = made.compiled
    if compiled.left_out:
        counts = Counter(item.why.why.value for item in compiled.left_out)
        reasons = "、".join(f"{words} {counts[why]}" for why, words in LEFT_OUT.items() if counts[why])
        made.findings.append(finding("compile-left-out", count=len(compiled.left_out), reasons=reasons, list=GAPS))
    if made.gaps:
        kinds = Counter(gap.lack.label for gap in made.gaps)
        listed = "、".join(f"{label} {count}" for label, count in kinds.items())
        made.findings.append(finding("compile-gaps", count=len(made.gaps), kinds=listed, list=GAPS))
    looks = [f"扫描件、照片 {compiled.unseen} 个（程序看不到里面的字）"] if compiled.unseen else []
    looks += [f"“{GAPS}”列出的 {len(compiled.looks)} 个"] if compiled.looks else []
    if looks:
        made.findings.append(finding("compile-looks", what="、".join(looks)))
