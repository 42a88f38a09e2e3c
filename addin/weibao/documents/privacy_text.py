"""Every text that a .docx carries: paragraphs whole, however Word split them, notes, comments, properties, alt texts.

Pictures are not read. An embedded workbook or document is opened like the document itself.
"""

from __future__ import annotations

import io
import re
import zipfile
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.parsers import expat

from weibao.documents.package import BROKEN, DECLARATION

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTS: Final = {
    "document": "正文", "header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注", "comments": "批注",
    "core": "文档属性", "custom": "文档属性", "app": "文档属性",
}  # fmt: skip
_STORIES: Final = re.compile(r"word/(?:document|header|footer|footnotes|endnotes|comments|glossary/document)\d*\.xml$")
_TEXT: Final = frozenset({"t", "delText", "instrText"})
_SPACES: Final = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# What people write into attributes: alternative texts, authors, names of properties, links; tags of content controls.
_ATTRIBUTES: Final = frozenset({"descr", "title", "author", "name", "Target"})
_TAGGED: Final = frozenset({"alias", "tag"})
_OURS: Final = f"{DECLARATION}<w:".encode()
_TOKEN: Final = re.compile(
    r"<(?:w:(?:t|delText|instrText)|[am]:t)(?: [^>]*)?>([^<]*)|<w:(tab|br|cr|noBreakHyphen)\b"
    r"|</(w:p|a:p|w:tc|w:tr)>|<w:tc[ >]"
)
CELL_BREAK: Final = " | "
# An identity number written one sign to a cell.
_SIGNS: Final = re.compile(r"(?<![^ ])(?:[0-9０-９] \| ){17}[0-9０-９XxＸｘ](?![^ ])")
_OPENINGS: Final = ('<w:alias w:val="', '<w:tag w:val="', *(f' {name}="' for name in (*_ATTRIBUTES, "w:author")))
_MAX_DEPTH: Final = 3
_MAX_BYTES: Final = 64 * 1024 * 1024
# What a row may say as a whole and no cell of it alone.
_TELLING: Final = re.compile(f"岁|年级|班|{_SIGNS.pattern}")


class Block(NamedTuple):
    """A paragraph, a property or another short text, with what people call the part that it stands in."""

    part: str
    text: str


def blocks(content: bytes, depth: int = 0) -> Iterator[Block]:
    """Every text of a package. Raises ValueError where `content` is none, or is absurdly large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if sum(info.file_size for info in infos) > _MAX_BYTES:
                raise ValueError("package too large")
            for info in infos:
                data = archive.read(info)
                if info.filename.endswith((".xml", ".rels")):
                    yield from _of_part(info.filename, data)
                elif data[:2] == b"PK" and depth < _MAX_DEPTH and zipfile.is_zipfile(io.BytesIO(data)):
                    yield from (Block(f"嵌入的 {info.filename}", b.text) for b in blocks(data, depth + 1))
    except BROKEN as error:
        raise ValueError(str(error)) from error


def _of_part(name: str, data: bytes) -> tuple[Block, ...]:
    label = part_label(name)
    # Styles, settings and the like are the same in every document of a template.
    if not _STORIES.search(name):
        return tuple(Block(label, text) for text in _static(data))
    texts = _quick(data.decode()) if data.startswith(_OURS) else _texts(data, whole=True)
    return tuple(Block(label, text) for text in texts)


def _quick(xml: str) -> tuple[str, ...]:
    """The texts of a part that the renderer wrote: its prefixes and quotation marks are known, no parser is needed."""
    texts = [piece.partition('"')[0] for opening in _OPENINGS for piece in xml.split(opening)[1:]]
    collector = _Collector(texts)
    for found in _TOKEN.finditer(xml):
        text, space, end = found.groups()
        if text is not None:
            collector.add(text)
        elif space:
            collector.add(_SPACES[space])
        elif end:
            collector.end(end.partition(":")[2])
        else:
            collector.begin_cell()
    collector.end("p")
    return tuple(unescape(text) for text in texts if text.strip())


class _Collector:
    """Puts the pieces of a story together: each paragraph, and each row of a table as one text, cells divided by |."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts
        self._now: list[str] = []
        self._cell: list[str] = []
        self._row: list[str] = []

    def add(self, text: str) -> None:
        self._now.append(text)

    def begin_cell(self) -> None:
        self._cell.clear()

    def end(self, element: str) -> None:
        """A paragraph (p), a cell (tc) or a row (tr) ends."""
        if self._now:
            text = "".join(self._now)
            self._texts.append(text)
            self._cell.append(text)
            self._now.clear()
        if element == "tc":
            self._row.append(" ".join(self._cell))
            self._cell.clear()
        elif element == "tr":
            row = CELL_BREAK.join(self._row) if len(self._row) > 1 else ""
            if _TELLING.search(row):
                self._texts.append(_SIGNS.sub(_close, row))
            self._row.clear()


def _close(found: re.Match[str]) -> str:
    return found[0].replace(CELL_BREAK, "")


def _texts(data: bytes, *, whole: bool) -> tuple[str, ...]:
    return tuple(text for text in _Reader(whole_paragraphs=whole).read(data) if text.strip())


@lru_cache(maxsize=256)
def _static(data: bytes) -> tuple[str, ...]:
    return _texts(data, whole=False)


def part_label(name: str) -> str:
    """What people call a part: 正文, 页眉, 文档属性 …; its own name where it has no such name."""
    stem = re.sub(r"\d*\.xml$", "", name.rpartition("/")[2])
    return _PARTS.get(stem, name)


class _Reader:
    """Collects texts from one part's XML."""

    def __init__(self, *, whole_paragraphs: bool) -> None:
        self._whole = whole_paragraphs
        self._texts: list[str] = []
        self._collector = _Collector(self._texts)
        self._inside = 0

    def read(self, data: bytes) -> list[str]:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = _refuse
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, ValueError):
            # Not for us to judge; what can be seen of it is still looked at.
            self._texts.append(re.sub(r"<[^>]*>", " ", data.decode("utf-8", "replace")))
        self._collector.end("p")
        return self._texts

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if local in _TEXT:
            self._inside += 1
        elif local == "tc":
            self._collector.begin_cell()
        elif local in _SPACES and self._whole:
            self._collector.add(_SPACES[local])
        for key, value in attributes.items():
            attribute = key.rpartition(" ")[2]
            if attribute in _ATTRIBUTES or (local in _TAGGED and attribute == "val"):
                self._texts.append(value)

    def _end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        if local in _TEXT:
            self._inside -= 1
        if local in ("p", "tc", "tr") or not self._whole:
            self._collector.end(local if self._whole else "p")

    def _characters(self, text: str) -> None:
        if self._inside or not self._whole:
            self._collector.add(text)


def _refuse(*_declaration: object) -> None:
    """No program writes entities into a .docx; they are a way to blow a reader up."""
    raise ValueError("entity declared")
