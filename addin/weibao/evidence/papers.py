"""Pages and text of PDF, OFD, Word, Excel and PowerPoint files and of plain text; nothing is executed or followed."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any, Final

from weibao.documents.privacy_text import blocks
from weibao.evidence.pictures import ink
from weibao.evidence.texts import Collector

MOST_BYTES: Final = 64 * 1024 * 1024
_MOST_PAGES: Final = 120  # of which the text is read
_SMALL: Final = 360  # pixels of the width of a page that is only looked at for ink
_A4: Final = (595.3, 841.9)  # points
_NEAR: Final = 30.0
_OFD_PAGE: Final = re.compile(r"(?:^|/)Page_\d+/Content\.xml$", re.IGNORECASE)
_PAGES: Final = re.compile(rb"<Pages>(\d{1,6})</Pages>")
_STORIES: Final = frozenset({"正文", "页眉", "页脚", "脚注", "尾注", "批注"})
# The parts of a package that hold what people wrote.
_PARTS: Final = {
    "docx": _STORIES,
    "xlsx": frozenset({"sharedStrings", "sheet", "批注"}),
    "pptx": frozenset({"slide", "notesSlide", "批注"}),
    "ofd": frozenset({"Content"}),
    "odf": frozenset({"content"}),
}
_PART_NAME: Final = re.compile(r"^.*/|\d*\.xml$")
_EMBEDDED: Final = "嵌入的 "
_TEXT_BYTES: Final = 2 * 1024 * 1024


def read_pdf(path: Path, texts: Collector) -> dict[str, Any]:
    """pages, a4, red, blank; its text goes to `texts`. `problem` is "locked" or "damaged" where it cannot be opened."""
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        return {"problem": "locked" if "assword" in str(error) else "damaged"}
    try:
        count = len(document)
        facts: dict[str, Any] = {"pages": count}
        for number in range(min(count, _MOST_PAGES)):
            page = document[number]
            if number == 0:
                facts["a4"] = _is_a4(*page.get_size())
            text = page.get_textpage()
            texts.take(text.get_text_bounded())
            text.close()
            page.close()
            if texts.full:
                break
        return facts | _looked_at(document, count)
    except pypdfium2.PdfiumError:
        return {"pages": len(document), "problem": "damaged"}
    finally:
        document.close()


def _looked_at(document: Any, count: int) -> dict[str, Any]:
    """Ink on the first and the last page: seals stand there."""
    seen = []
    for number in sorted({0, count - 1} - {-1}):
        page = document[number]
        width = max(page.get_size()[0], page.get_size()[1] / 4, 1.0)
        seen.append(ink(page.render(scale=_SMALL / width).to_pil()))
        page.close()
    return {"red": any(one["red"] for one in seen), "blank": bool(seen) and all(one["blank"] for one in seen)}


def _is_a4(width: float, height: float) -> bool:
    short, long = sorted((width, height))
    return abs(short - _A4[0]) <= _NEAR and abs(long - _A4[1]) <= _NEAR


def read_package(path: Path, kind: str, texts: Collector) -> dict[str, Any]:
    """pages where the file says so; its text goes to `texts`. `problem` where it is too large or damaged."""
    if path.stat().st_size > MOST_BYTES:
        return {"problem": "large"}
    content = path.read_bytes()
    try:
        with zipfile.ZipFile(path) as archive:
            pages = _pages(archive, kind)
        wanted = _PARTS[kind]
        for block in blocks(content):
            if _PART_NAME.sub("", block.part) in wanted or block.part.startswith(_EMBEDDED):
                texts.take(block.text)
    except (ValueError, zipfile.BadZipFile, RuntimeError, OSError):
        return {"problem": "damaged"}
    return {"pages": pages}


def _pages(archive: zipfile.ZipFile, kind: str) -> int | None:
    names = archive.namelist()
    if kind == "ofd":
        return sum(_OFD_PAGE.search(name) is not None for name in names) or None
    if kind == "pptx":
        return sum(re.fullmatch(r"ppt/slides/slide\d+\.xml", name) is not None for name in names) or None
    if kind == "docx" and "docProps/app.xml" in names:
        with archive.open("docProps/app.xml") as part:
            found = _PAGES.search(part.read(64 * 1024))
        return int(found[1]) if found else None
    return None


def read_text(path: Path, texts: Collector) -> dict[str, Any]:
    """Plain text and web pages, in UTF-8 or GBK; the first megabytes of them."""
    with path.open("rb") as file:
        content = file.read(_TEXT_BYTES)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        text = content.decode("utf-8", "replace")
    texts.take(re.sub(r"<[^>]{0,500}>", "\n", text))
    return {}
