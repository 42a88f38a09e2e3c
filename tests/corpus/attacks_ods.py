"""OpenDocument sheets that swell: a cell and a row may be repeated by a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.packages import write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
)
_TEXT = b"application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def ods(rows: str, **more: bytes) -> Callable[[Path, Path], Path]:
    """An .ods whose one sheet has these rows."""

    def make(folder: Path, _checklist: Path) -> Path:
        content = (
            f'<office:document-content {_SPACES} office:version="1.2"><office:body><office:spreadsheet>'
            f'<table:table table:name="指标清单">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>"
        )
        manifest = f'<manifest:manifest xmlns:manifest="{_MANIFEST}"/>'
        parts = {"mimetype": _TEXT, "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()}
        return write(folder / "清单.ods", parts | more)

    return make


def cell(text: str, times: int = 1, kind: str = "table-cell") -> str:
    inside = f"<text:p>{text}</text:p>"
    return f'<table:{kind} table:number-columns-repeated="{times}" office:value-type="string">{inside}</table:{kind}>'


def row(cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'


_ENCRYPTED = (
    f'<m:manifest xmlns:m="{_MANIFEST}"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'.encode()
)
_UNREADABLE, _REFUSED = ("file-unreadable",), ("file-refused",)

CASES = [
    ("一亿个重复的格", ods(row(cell("1", 100_000_000))), _UNREADABLE, False),
    ("一百万个重复的行", ods(row(cell("1"), 1_000_000)), _UNREADABLE, False),
    ("被盖住的重复格", ods(row(cell("1", 9_000_000, "covered-table-cell") + cell("2"))), _UNREADABLE, False),
    (
        "空格之后的格",
        ods(row('<table:table-cell table:number-columns-repeated="16384"/>' + cell("1"))),
        _UNREADABLE,
        False,
    ),
    ("重复的长文字", ods(row(cell("长" * 30_000, 100), 1000)), _REFUSED, False),
    ("四百万格", ods(row(cell("1", 199), 19_900)), _REFUSED, False),
    ("表里套表", ods(row(f"<table:table-cell>{'<table:table>' * 200}</table:table-cell>")), _UNREADABLE, False),
    ("加密的 .ods", ods(row(cell("1")), **{"META-INF/manifest.xml": _ENCRYPTED}), ("file-encrypted",), False),
    (
        "带实体的 .ods",
        ods(row(cell("1")), **{"content.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        _REFUSED,
        False,
    ),
]
