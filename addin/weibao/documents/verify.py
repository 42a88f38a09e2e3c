"""Whether a package is sound before it becomes a file: what Word would refuse to open is found here.

`verify_package` looks at everything, once per template and for what docxtpl itself wrote; documents of a compiled
template differ from it in few parts, and only these are looked at again.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote
from xml.parsers import expat

from lxml import etree

from weibao.documents.errors import ContentError
from weibao.documents.package import R_NAMESPACE, W_NAMESPACE
from weibao.documents.properties import CONTENT_TYPES, ROOT_RELATIONSHIPS, parse
from weibao.documents.values import clean
from weibao.markup import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_W: Final = f"{{{W_NAMESPACE}}}"
# Nearly all are Word's own elements; where there are others, too, one of them may lack its prefix.
_OTHER: Final = re.compile(rb"<(?:[^/?w]|w[^:])")
# An element without a prefix, which may still have a namespace by default.
_BARE: Final = re.compile(rb"<[^/?!\s:>][^\s:/>]*[\s/>]")
_ATTRIBUTE: Final = re.compile(rb"""[\w.-]+\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_RELATIONSHIPS: Final = f'="{R_NAMESPACE}"'.encode()
_BLOCK: Final = 1 << 16  # what is gone through in such pieces is never copied as a whole
_TAG: Final = re.compile(r"<[^>]*>")


class UnsoundError(ValueError):
    """A package that Word would call damaged; the message says in Chinese what is wrong."""


def verify_package(content: bytes, parts: Mapping[str, bytes]) -> None:
    """Part names unique (without regard to case), every part with a content type, every relationship with a target.

    `parts` is `content` as read. Raises UnsoundError.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [info.filename for info in archive.infolist() if not info.is_dir()]
    seen: set[str] = set()
    for name in names:
        if name.lower() in seen:
            raise UnsoundError(f"部件 {name} 出现了两次")
        seen.add(name.lower())
    for wanted in (CONTENT_TYPES, ROOT_RELATIONSHIPS):
        if wanted not in parts:
            raise UnsoundError(f"缺少 {wanted}")
    _verify_types(parts)
    for name in parts:
        if name.endswith(".rels"):
            _verify_relationships(name, seen, parts)


def _verify_types(parts: Mapping[str, bytes]) -> None:
    types = _parsed(CONTENT_TYPES, parts)
    known = {str(node.get("PartName")).lower() for node in types}
    extensions = {str(node.get("Extension")).lower() for node in types if node.get("Extension")}
    for name in parts:
        if name != CONTENT_TYPES and f"/{name}".lower() not in known:
            extension = posixpath.basename(name).rpartition(".")[2].lower()
            if extension not in extensions:
                raise UnsoundError(f"部件 {name} 没有登记类型")


def _verify_relationships(name: str, names: set[str], parts: Mapping[str, bytes]) -> None:
    folder = posixpath.dirname(posixpath.dirname(name))
    for node in _parsed(name, parts):
        target = unquote(str(node.get("Target", ""))).partition("#")[0]
        # Word itself leaves NULL behind where a linked picture was lost.
        if node.get("TargetMode") == "External" or not target or posixpath.basename(target) == "NULL":
            continue
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if path.lower() not in names:
            raise UnsoundError(f"{name} 指向的 {path} 不存在")


def _parsed(name: str, parts: Mapping[str, bytes]) -> etree._Element:
    try:
        return parse(parts[name])
    except etree.XMLSyntaxError as error:
        raise UnsoundError(f"部件 {name} 不能解析：{error}") from error


def relationship_ids(name: str, parts: Mapping[str, bytes]) -> frozenset[str]:
    """The ids of the relationships of a part."""
    folder, _, stem = name.rpartition("/")
    rels = f"{folder}/_rels/{stem}.rels".lstrip("/")
    return frozenset(str(node.get("Id")) for node in parse(parts[rels])) if rels in parts else frozenset()


def verify_markup(part: bytes) -> None:
    """A part parses. Raises UnsoundError."""
    try:
        expat.ParserCreate().Parse(part, True)
    except expat.ExpatError as error:
        raise UnsoundError(str(error)) from error


def verify_part(name: str, part: bytes, ids: frozenset[str]) -> None:
    """The elements of a part that parses have a namespace, and every relationship (`ids` are those there are) is there.

    Raises UnsoundError.
    """
    if _OTHER.search(part) and _BARE.search(part) and (stray := _stray(name, part)):
        raise UnsoundError(f"{name} 里有不属于 Word 的标记 {stray}")
    prefixes = {part[part.rfind(b":", 0, at) + 1 : at] for at in _places(_RELATIONSHIPS, part)}
    for mark in (b" %b:" % prefix for prefix in prefixes):
        for at in _places(mark, part):
            found = _ATTRIBUTE.match(part, at + len(mark))
            used = (found[1] or found[2] or b"").decode() if found else ""
            if used and used not in ids:
                raise UnsoundError(f"{name} 用到了不存在的关系 {used}")


def _places(mark: bytes, part: bytes) -> Iterator[int]:
    """Where `mark` stands; many times faster than a pattern that tries every place."""
    at = part.find(mark)
    while at >= 0:
        yield at
        at = part.find(mark, at + 1)


def _stray(name: str, content: bytes) -> str:
    """The name of the first element without a namespace, "" where there is none."""
    tags = (str(node.tag) for node in _parsed(name, {name: content}).iter(etree.Element))
    return next((tag for tag in tags if not tag.startswith("{")), "")


def verify_structure(name: str, content: bytes) -> None:
    """Every row of a table has a cell and every cell ends with a paragraph, as Word insists. Raises UnsoundError."""
    for row in parse(content).iter(f"{_W}tr"):
        if next(row.iter(f"{_W}tc"), None) is None:
            raise UnsoundError(f"{name} 的表格有一行没有单元格")
    for cell in parse(content).iter(f"{_W}tc"):
        last = cell[-1] if len(cell) else None
        if last is None or last.tag not in (f"{_W}p", f"{_W}sdt"):
            raise UnsoundError(f"{name} 的表格有一个单元格没有段落")


def verify_written(content: bytes, names: Iterable[str], changed: Mapping[str, bytes]) -> None:
    """The finished bytes read back: the directory names these parts, and the changed ones come out as they went in."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if archive.namelist() != list(names):
            raise UnsoundError("部件目录与写入的不一致")
        for name, part in changed.items():
            with archive.open(name) as read:
                starts = range(0, len(part) + 1, _BLOCK)
                same = all(read.read(_BLOCK) == part[start : start + _BLOCK] for start in starts)
            if not same:
                raise UnsoundError(f"部件 {name} 读回来与写入的不一致")


def verify_named(template: str, context: Mapping[str, Any], named: Iterable[str], parts: Iterable[bytes]) -> None:
    """The values of the named fields stand in the finished text of `parts` (XML); white space does not count.

    A field is text, a number, or a list of these; an empty one asks for nothing. Raises ContentError.
    """
    sources = tuple(parts)
    for name in named:
        if name not in context:
            raise ContentError(f"用模板“{template}”生成的文书缺少“{name}”，没有生成。请把这种情况反馈给维护人员。")
        for value in _values(name, context[name]):
            if not any(_holds(source, value) for source in sources):
                raise ContentError(
                    f"用模板“{template}”生成的文书里找不到“{name}”的内容（{value[:30]}），这份文书没有生成。"
                    f"模板里的 {{{{ {name} }}}} 可能被删去了，请在 Word 中补上，或恢复原来的模板。"
                )


def _holds(part: bytes, value: str) -> bool:
    if all(escape(line).encode() in part for line in value.split("\n")):
        return True
    # Quotation marks are escaped in several ways, and a value may have been put together from several runs.
    return _squeezed(escape(value)) in _squeezed(
        _TAG.sub("", part.decode().replace("&#34;", '"').replace("&#39;", "'"))
    )


def _values(name: str, value: Any) -> list[str]:
    if isinstance(value, str):
        return [clean(value)]
    if isinstance(value, int):
        return [str(value)]
    if isinstance(value, (list, tuple)):
        return [text for item in value for text in _values(name, item)]
    raise TypeError(f"the named field {name} holds {type(value).__name__}, which has no one text")


def _squeezed(text: str) -> str:
    return "".join(text.split())
