"""Checks of files: can they be read, are they what they claim to be, is one used again, what do they say."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final

from weibao.compute.proof_notes import on_file, on_row
from weibao.compute.proof_photos import PICTURES, photo_findings
from weibao.compute.proof_rows import PHONES
from weibao.compute.proof_secret import mark_in_name
from weibao.compute.proof_texts import likeness

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weibao.compute.proof_records import FileFacts, Material, Proofs
    from weibao.findings import Finding

_ARCHIVES: Final = frozenset({"zip", "rar", "7z", "gz"})
_SMALL: Final = 800  # pixels of the longer side: less cannot be read in print
_SAME_TEXT: Final = 0.85
_REASONED: Final = re.compile(r"页|同|共用|一并|见I\d{2}", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"(I\d{2})[-－_](\d{1,3})(?!\d)", re.IGNORECASE)
# Why a file could not be read, in words.
PROBLEMS: Final[Mapping[str, str]] = {
    "locked": "加了密码", "damaged": "文件已损坏", "large": "文件太大", "timeout": "读的时间太长",
    "memory": "占用内存太多",
    "crashed": "读取时程序被它弄停", "failed": "读取时出错", "unreadable": "没有读取的权限",
    "special": "不是普通文件（管道或设备）",
}  # fmt: skip


def file_findings(proofs: Proofs) -> Iterator[Finding]:
    """E06, E07, E14, E19, E28–E30, E36 of all files, registered or not."""
    owners = owner_of(proofs)
    for facts in proofs.files.values():
        unit, indicator = owners.get(facts.path, (unit_of(proofs, facts.path), ""))
        yield from _one(facts, unit, indicator)
        if kinds := [kind for kind in proofs.scan(facts.name) if kind not in PHONES]:
            what = "、".join(dict.fromkeys(kinds))
            yield on_file("proof-personal", facts, unit=unit, indicator=indicator, name="文件名", what=what)
    yield from _reused(proofs)
    yield from photo_findings(proofs)
    yield from _alike(proofs, owners)
    yield from _numbers(proofs)


def owner_of(proofs: Proofs) -> dict[str, tuple[str, str]]:
    """By file the unit and the indicator of the first row that it belongs to."""
    owners: dict[str, tuple[str, str]] = {}
    for material in proofs.materials:
        for path in material.files:
            owners.setdefault(path, (material.unit, material.item.indicator))
    return owners


def unit_of(proofs: Proofs, path: str) -> str:
    """The unit in whose folder a file lies, "" where that is nobody's."""
    parts = path.split("/")
    folder = parts[1] if len(parts) > 2 else ""
    return next((unit.id for unit in proofs.rulebook.units if folder == f"{unit.order:02d} {unit.name}"), "")


def _one(facts: FileFacts, unit: str, indicator: str) -> Iterator[Finding]:
    place = {"unit": unit, "indicator": indicator}
    if mark := facts.secret or mark_in_name(facts.name):
        yield on_file("proof-secret", facts, **place, title=facts.name, mark=mark)
        return
    if facts.problem == "link":
        yield on_file("proof-link", facts, **place)
        return
    if facts.problem:
        yield on_file("proof-unreadable", facts, **place, why=PROBLEMS.get(facts.problem, facts.problem))
    yield from _shape(facts, place)
    if facts.internal:
        yield on_file("proof-internal", facts, **place)
    if facts.personal:
        children = [kind for kind in facts.personal if kind not in PHONES]
        what = "、".join(f"{kind} {facts.personal[kind]} 处" for kind in children or facts.personal)
        yield on_file("proof-personal" if children else "proof-phone", facts, **place, title=facts.name, what=what)
    if facts.places:
        yield on_file("proof-places", facts, **place, found="、".join(facts.places))
    for expected, present in facts.attended:
        if present > expected:
            yield on_file("proof-attendance", facts, **place, expected=expected, present=present)


def _shape(facts: FileFacts, place: Mapping[str, str]) -> Iterator[Finding]:
    if facts.kind == "empty" or facts.pages == 0:
        yield on_file("proof-empty", facts, **place)
    elif facts.kind == "exe":
        yield on_file("proof-program", facts, **place)
    elif facts.kind in _ARCHIVES:
        yield on_file("proof-archive", facts, **place)
    suffix = suffix_of(facts.name)
    if facts.kind and not _suits(facts.kind, suffix):
        yield on_file(
            "proof-ending", facts, **place, suffix=suffix or "（没有）", kind=KINDS.get(facts.kind, facts.kind)
        )
    if facts.blank and not facts.characters:
        whole = facts.kind in PICTURES or facts.pages == 1
        yield on_file("proof-blank", facts, **place, pages="" if whole else "的首末页")
    if facts.kind in PICTURES and facts.width and facts.height and max(facts.width, facts.height) < _SMALL:
        yield on_file("proof-small", facts, **place, width=facts.width, height=facts.height)
    if facts.a4 is False:
        yield on_file("proof-not-a4", facts, **place)


def _reused(proofs: Proofs) -> Iterator[Finding]:
    """Papers that serve many indicators, and nobody says on which page or why."""
    used: defaultdict[str, dict[str, Material]] = defaultdict(dict)
    for material in proofs.materials:
        for facts in proofs.facts(material):
            if facts.digest and material.item.indicator:
                used[facts.digest].setdefault(material.item.indicator, material)
    for rows in used.values():
        silent = [row for row in rows.values() if not _REASONED.search(f"{row.item.note}{row.item.location}")]
        if len(rows) > proofs.options.reuse and silent:
            named = "、".join(sorted(rows))
            yield on_row("proof-reused", silent[0], count=len(rows), indicators=named)


def _alike(proofs: Proofs, owners: Mapping[str, tuple[str, str]]) -> Iterator[Finding]:
    """Papers of different units for one indicator whose texts are the same but for the names."""
    groups: defaultdict[str, list[FileFacts]] = defaultdict(list)
    for path, (_, indicator) in owners.items():
        facts = proofs.files.get(path)
        if facts and facts.sketch and indicator:
            groups[indicator].append(facts)
    for indicator, papers in groups.items():
        for one, other in combinations(papers, 2):
            if owners[one.path][0] == owners[other.path][0] or one.digest == other.digest:
                continue
            if (share := likeness(one.sketch, other.sketch)) >= _SAME_TEXT:
                unit = owners[other.path][0]
                yield on_file(
                    "proof-alike", other, unit=unit, indicator=indicator, other=one.path, share=round(share * 100)
                )


def _numbers(proofs: Proofs) -> Iterator[Finding]:
    """Numbers of materials in the names of files (I03-02): gaps and repeats."""
    series: defaultdict[tuple[str, str], defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for path in proofs.files:
        found = _NUMBERED.match(path.rpartition("/")[2])
        unit = unit_of(proofs, path)
        if found and unit:
            series[unit, found[1].upper()][int(found[2])].append(path)
    for (unit, indicator), numbers in series.items():
        missing = [number for number in range(1, max(numbers)) if number not in numbers]
        first = proofs.files[next(iter(numbers.values()))[0]]
        if missing and unit not in proofs.blind:
            listed = "、".join(f"{indicator}-{number:02d}" for number in missing[:10])
            yield on_file("proof-number-gap", first, unit=unit, indicator=indicator, missing=listed)
        for number, paths in numbers.items():
            stems = {path[: len(path) - len(suffix_of(path))] for path in paths}
            if len(stems) > 1:
                yield on_file(
                    "proof-number-twice", proofs.files[paths[1]], unit=unit, indicator=indicator,
                    number=f"{indicator}-{number:02d}", other=paths[0],
                )  # fmt: skip


def suffix_of(name: str) -> str:
    """The ending of a file's name with its point, in small letters; "" where it has none."""
    name = name.rpartition("/")[2]
    return name[name.rindex(".") :].lower() if "." in name[1:] else ""


def _suits(kind: str, suffix: str) -> bool:
    return kind not in ENDINGS or suffix in ENDINGS[kind]


# The usual endings by kind, and what people call the kind.
ENDINGS: Final[Mapping[str, frozenset[str]]] = {
    kind: frozenset(endings.split())
    for kind, endings in {
        "pdf": ".pdf", "jpeg": ".jpg .jpeg .jfif", "png": ".png", "gif": ".gif", "bmp": ".bmp", "tiff": ".tif .tiff",
        "webp": ".webp", "heic": ".heic .heif", "docx": ".docx .docm .dotx .wps", "xlsx": ".xlsx .xlsm .xltx .et",
        "pptx": ".pptx .pptm .ppsx .dps", "ofd": ".ofd", "odf": ".odt .ods .odp",
        "ole": ".doc .xls .ppt .wps .et .dps .msg", "zip": ".zip", "rar": ".rar", "7z": ".7z", "gz": ".gz .tgz",
        "rtf": ".rtf .doc", "locked": ".docx .xlsx .pptx .docm .xlsm", "audio": ".mp3 .wav .m4a .amr",
        "video": ".mp4 .mov .avi .mkv .wmv .flv .m4v .3gp", "html": ".html .htm .mht",
        "text": ".txt .csv .md .log .json .xml",
    }.items()
}  # fmt: skip
KINDS: Final[Mapping[str, str]] = {
    "pdf": "PDF", "jpeg": "JPEG 图片", "png": "PNG 图片", "gif": "GIF 图片", "bmp": "BMP 图片", "tiff": "TIFF 图片",
    "webp": "WebP 图片", "heic": "HEIC 图片", "docx": "Word 文档", "xlsx": "Excel 工作簿", "pptx": "演示文稿",
    "ofd": "OFD 版式文件", "odf": "OpenDocument 文件", "ole": "旧格式的 Office 文件", "zip": "ZIP 压缩包",
    "rar": "RAR 压缩包",
    "7z": "7z 压缩包", "gz": "GZ 压缩包", "rtf": "RTF 文档", "locked": "加了密码的 Office 文件", "audio": "录音",
    "video": "视频", "html": "网页", "text": "文本", "exe": "程序", "empty": "空文件", "other": "认不出的文件",
}  # fmt: skip
