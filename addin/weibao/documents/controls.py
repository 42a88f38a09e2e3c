"""The content controls of a finished document, found by their tags and filled; everything else stays as it is.

The tags are `layout.DOC_NO`, SIGNER, DATED, PRINTED and those of `limits`. What a clerk changed around a control, or in
the look of its text, is kept; what stands inside is replaced.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from lxml import etree

from weibao.documents.fit import Fitter
from weibao.documents.package import DOCUMENT_PART, W_NAMESPACE, damaged, read_package, write_package
from weibao.documents.properties import parse
from weibao.documents.verify import UnsoundError, relationship_ids, verify_part, verify_structure, verify_written
from weibao.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

PREFIX: Final = "weibao:"
_W: Final = f"{{{W_NAMESPACE}}}"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_STYLES_PART: Final = "word/styles.xml"


class Control(NamedTuple):
    """A content control of ours: its tag and the text in it, line breaks as \\n."""

    tag: str
    text: str


class Filled(NamedTuple):
    """A document with its controls filled, and the controls as they are now."""

    content: bytes
    controls: tuple[Control, ...]


def read_controls(content: bytes) -> tuple[Control, ...]:
    """The controls of ours in a document, in its order. Raises TemplateError where it is no Word document."""
    return controls_in(_parts(content))


def controls_in(parts: Mapping[str, bytes]) -> tuple[Control, ...]:
    """The same of a package that has been read. Raises TemplateError where a part of it is damaged."""
    try:
        return tuple(Control(_tag(element), _text(element)) for _, root in _roots(parts) for element in _controls(root))
    except etree.XMLSyntaxError as error:
        raise damaged(error) from None


def fill_controls(content: bytes, words: Callable[[Control], str | None]) -> Filled:
    """The document with the text of each control replaced by what `words` gives for it; None leaves it alone.

    The signature is centred over its date anew. Where nothing changes the same bytes come back. Raises TemplateError
    where `content` is no Word document.
    """
    parts = _parts(content)
    controls: list[Control] = []
    changed: dict[str, bytes] = {}
    for name, root in _roots(parts):
        touched = False
        for element in _controls(root):
            now = Control(_tag(element), _text(element))
            wanted = words(now)
            if wanted is not None and wanted != now.text:
                if not _put(element, wanted):
                    continue
                now, touched = now._replace(text=wanted), True
            controls.append(now)
        if touched:
            Fitter(parts.get(_STYLES_PART, b"")).fit(root)
            changed[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return Filled(_written(parts, changed) if changed else content, tuple(controls))


def styled_text(content: bytes, style: str) -> str:
    """The text of the first paragraphs in a paragraph style, found by the style's name; line breaks left out.

    Paragraphs of that style that follow one another are one text. Raises TemplateError.
    """
    parts = _parts(content)
    styles = parse(parts[_STYLES_PART]) if _STYLES_PART in parts else None
    ids = {
        str(element.get(f"{_W}styleId"))
        for element in (styles.iter(f"{_W}style") if styles is not None else ())
        if (name := element.find(f"{_W}name")) is not None and name.get(f"{_W}val") == style
    }
    found: list[str] = []
    for paragraph in _main(parts).iter(f"{_W}p"):
        used = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if used is not None and used.get(f"{_W}val") in ids:
            found.append("".join(_pieces(paragraph)).replace("\n", "").strip())
        elif found:
            break
    return "".join(found)


def whole_text(content: bytes) -> str:
    """The visible text of a document's body, paragraphs on lines of their own. Raises TemplateError."""
    return "\n".join("".join(_pieces(paragraph)) for paragraph in _main(_parts(content)).iter(f"{_W}p"))


def _parts(content: bytes) -> dict[str, bytes]:
    try:
        parts = read_package(content)
        parse(parts[DOCUMENT_PART])
    except (ValueError, KeyError, etree.XMLSyntaxError) as error:
        raise damaged(error) from None
    return parts


def _main(parts: dict[str, bytes]) -> etree._Element:
    return parse(parts[DOCUMENT_PART])


def _roots(parts: Mapping[str, bytes]) -> Iterator[tuple[str, etree._Element]]:
    """The parts that hold a control of ours: the main text first, then headers and footers."""
    names = sorted(parts, key=lambda name: (name != DOCUMENT_PART, name))
    for name in names:
        if name.startswith("word/") and name.endswith(".xml") and PREFIX.encode() in parts[name]:
            yield name, parse(parts[name])


def _controls(root: etree._Element) -> list[etree._Element]:
    """The controls of ours; of those that hold one another the inner one."""
    ours = [element for element in root.iter(f"{_W}sdt") if _tag(element).startswith(PREFIX)]
    outer = {id(parent) for element in ours for parent in element.iterancestors(f"{_W}sdt")}
    return [element for element in ours if id(element) not in outer]


def _written(parts: dict[str, bytes], changed: dict[str, bytes]) -> bytes:
    """The package with changed parts, read back and found sound. Raises TemplateError."""
    whole = {**parts, **changed}
    content = write_package(whole)
    try:
        for name, part in changed.items():
            verify_part(name, part, relationship_ids(name, whole))
            verify_structure(name, part)
        verify_written(content, whole, changed)
    except UnsoundError as error:
        raise TemplateError(
            f"填好以后的文书有问题（{error}），没有写入。请在 Word 中打开原文件，把文号、日期等处的控件恢复原样后再试。"
        ) from error
    return content


def _tag(element: etree._Element) -> str:
    tag = element.find(f"{_W}sdtPr/{_W}tag")
    return "" if tag is None else str(tag.get(f"{_W}val", ""))


def _text(element: etree._Element) -> str:
    content = element.find(f"{_W}sdtContent")
    return "" if content is None else "".join(_pieces(content))


def _pieces(element: etree._Element) -> Iterator[str]:
    """The visible text; what a tracked change deleted is `w:delText` and does not count."""
    for node in element.iter(f"{_W}t", f"{_W}br", f"{_W}cr", f"{_W}tab"):
        kind, parent = str(node.tag).removeprefix(_W), node.getparent()
        if kind == "t":
            yield node.text or ""
        elif kind != "tab":
            yield "\n"
        elif parent is not None and parent.tag == f"{_W}r":  # the definition of a tab stop is a w:tab, too
            yield "\t"


def _put(element: etree._Element, text: str) -> bool:
    """One run with the look of the first one, in place of whatever the control holds.

    A control around a cell, or around another one, is filled inside it. False where it stands around a whole row:
    there is no one place for the text.
    """
    properties = element.find(f"{_W}sdtPr")
    for hint in () if properties is None else properties.findall(f"{_W}showingPlcHdr"):
        properties.remove(hint)  # type: ignore[union-attr]
    content: Any = element.find(f"{_W}sdtContent")
    if content is None:
        content = etree.SubElement(element, f"{_W}sdtContent")
    if content.find(f"{_W}tr") is not None:
        return False
    first = content.find(f".//{_W}r/{_W}rPr")
    holder = _holder(content)
    for child in list(holder):
        if child.tag != f"{_W}pPr":
            holder.remove(child)
    run = etree.SubElement(holder, f"{_W}r")
    if first is not None:
        run.append(first)
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(run, f"{_W}br")
        piece = etree.SubElement(run, f"{_W}t")
        piece.text = line
        piece.set(_SPACE, "preserve")
    return True


def _holder(content: Any) -> Any:
    """The element that takes the run: the first paragraph of what the control holds, or its content itself.

    Further paragraphs beside it are taken away; a cell, and the innermost control around nothing but text, stay.
    """
    cell = content.find(f"{_W}tc")
    if cell is not None:
        content = cell
    for extra in content.findall(f"{_W}p")[1:]:
        content.remove(extra)
    paragraph = content.find(f"{_W}p")
    holder = content if paragraph is None else paragraph
    children = [child for child in holder if child.tag != f"{_W}pPr"]
    inner = children[0].find(f"{_W}sdtContent") if len(children) == 1 and children[0].tag == f"{_W}sdt" else None
    return holder if inner is None else _holder(inner)
