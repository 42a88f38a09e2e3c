"""Filling Word templates: docxtpl's tags, a sandbox, no undefined names, and the same bytes for the same values.

A `Renderer` reads and compiles its template once; each document then costs filling and zipping only. Parts that hold
no tag are copied as they are.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any, Final

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, meta
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from weibao import __version__
from weibao.documents.fit import Fitter
from weibao.documents.package import CORE_PART, DOCUMENT_PART, core_xml, read_package, write_package
from weibao.documents.values import LEFTOVER, shield, unshield
from weibao.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date
    from pathlib import Path
    from types import TracebackType

    from jinja2 import Template

_TAGGED: Final = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_PARAGRAPH: Final = re.compile(r"<w:p([ >])")
_BLOCK_TAG: Final = re.compile(r"\{%.*?%\}")
_PART_NAMES: Final = {"document": "正文", "header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}


def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    # `safe` would let data into the XML unescaped.
    del environment.filters["safe"]
    return environment


def _parse(content: bytes | str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(content.encode() if isinstance(content, str) else content, parser)


class Renderer:
    """An opened template.

    `fields` are the names that the context builder of this kind of document gives. Raises TemplateError where the
    file cannot be read, a tag is malformed, or a tag asks for another name.
    """

    def __init__(self, path: Path, fields: Collection[str]) -> None:
        self.path = path
        self.fields = frozenset(fields)
        try:
            content = path.read_bytes()
            self._parts = read_package(content)
        except (OSError, ValueError) as error:
            raise TemplateError(
                f"模板“{path.name}”打不开（{error}）。它应是 Word 的 .docx 文件，请恢复原来的模板。"
            ) from error
        if DOCUMENT_PART not in self._parts:
            raise TemplateError(f"模板“{path.name}”不是 Word 文档（缺少 {DOCUMENT_PART}）。请恢复原来的模板。")
        self._digest = hashlib.sha256(content).hexdigest()
        self._engine = DocxTemplate(str(path))
        self._environment = _environment()
        self._sources: dict[str, str] = {}
        self._templates: dict[str, Template] = {}
        self.variables: frozenset[str] = frozenset()
        for name in self._parts:
            if _TAGGED.fullmatch(name):
                self._compile(name)
        self._fitter = Fitter(self._parts.get("word/styles.xml", b""))

    def fingerprint(self, context: Mapping[str, Any], *, title: str, creator: str) -> str:
        """A digest of all that decides the document's content (its date properties apart), without rendering it."""
        text = json.dumps([__version__, self._digest, context, title, creator], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def render(self, context: Mapping[str, Any], *, title: str, creator: str, created: date) -> bytes:
        """The document's bytes. `context` is text, numbers, flags, lists and mappings only.

        Raises TemplateError naming the field and the paragraph where the template asks for what is not given, and
        where the result would not be a sound document.
        """
        values = shield(context)
        parts = dict(self._parts)
        for name, template in self._templates.items():
            parts[name] = self._fill(name, template, values)
        parts[CORE_PART] = core_xml(title, creator, created)
        return write_package(parts)

    # --- opening ---------------------------------------------------------------------------------------

    def _compile(self, name: str) -> None:
        try:
            xml = etree.tostring(_parse(self._parts[name]), encoding="unicode")
        except etree.XMLSyntaxError as error:
            raise TemplateError(
                f"模板“{self.path.name}”的{_part_name(name)}已损坏（{error}）。请恢复原来的模板。"
            ) from error
        # A line per paragraph, so that an error's line number says which paragraph it is.
        source = _PARAGRAPH.sub(r"\n<w:p\1", self._engine.patch_xml(xml))
        if not LEFTOVER.search(source):
            return
        self._sources[name] = source
        try:
            names = meta.find_undeclared_variables(self._environment.parse(source))
            self._templates[name] = self._environment.from_string(source)
        except TemplateSyntaxError as error:
            where = self._where(name, error.lineno)
            raise TemplateError(
                f"模板“{self.path.name}”{where}的标签写得不对（{error.message}）。"
                "标签应成对，如 {{ 主送 }}、{%p if … %} 与 {%p endif %}，请在 Word 中改正。"
            ) from error
        for unknown in sorted(names - self.fields):
            tag = re.compile(rf"\{{[{{%][^}}]*{re.escape(unknown)}")
            line = next((n for n, text in enumerate(source.split("\n"), 1) if tag.search(text)), None)
            raise self._missing(unknown, name, line)
        self.variables |= names

    # --- filling ---------------------------------------------------------------------------------------

    def _fill(self, name: str, template: Template, values: Mapping[str, Any]) -> bytes:
        try:
            xml = template.render(values)
        except UndefinedError as error:
            raise self._missing(_undefined_name(error), name, _template_line(error.__traceback__)) from error
        except (JinjaError, SecurityError, TypeError, ValueError, ArithmeticError) as error:
            where = self._where(name, _template_line(error.__traceback__))
            raise TemplateError(
                f"模板“{self.path.name}”{where}的标签无法执行（{error}）。请在 Word 中改正。"
            ) from error
        xml = self._engine.resolve_listing(_PARAGRAPH_LINE.sub(r"<w:p\1", xml))
        if leftover := LEFTOVER.search(xml):
            near = _text(xml[max(0, leftover.start() - 200) : leftover.end() + 200])
            raise TemplateError(
                f"模板“{self.path.name}”的{_part_name(name)}里还有没有填上的标签（“…{near}…”附近）。"
                "标签的大括号可能不成对，请在 Word 中改正。"
            )
        try:
            root = _parse(unshield(xml))
        except etree.XMLSyntaxError as error:
            raise TemplateError(
                f"用模板“{self.path.name}”生成的{_part_name(name)}不完整（{error}）。"
                "{%p … %} 要独占一段，{%tr … %} 要独占表格的一行，请在 Word 中改正。"
            ) from error
        if name == DOCUMENT_PART:
            self._fitter.fit(root)
        result: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return result

    # --- messages --------------------------------------------------------------------------------------

    def _missing(self, field: str, part: str, line: int | None) -> TemplateError:
        known = "、".join(sorted(self.fields))
        return TemplateError(
            f"模板“{self.path.name}”{self._where(part, line)}用到了“{field}”，但这类文书没有这个内容。"
            f"可用的有：{known}。请在 Word 中改正标签，或恢复原来的模板。"
        )

    def _where(self, part: str, line: int | None) -> str:
        """`正文“……”一段`, as far as it is known."""
        lines = self._sources.get(part, "").split("\n")
        text = _text(lines[line - 1]) if line and line <= len(lines) else ""
        # Tags that took whole paragraphs hang on to the one before; they only confuse where they are not the point.
        text = _BLOCK_TAG.sub("", text).strip() or text
        return f"{_part_name(part)}“{text[:40]}”一段" if text else _part_name(part)


_PARAGRAPH_LINE: Final = re.compile(r"\n<w:p([ >])")


def _part_name(part: str) -> str:
    stem = re.sub(r"\d*\.xml$", "", part.removeprefix("word/"))
    return _PART_NAMES.get(stem, part)


def _text(xml: str) -> str:
    return re.sub(r"<[^>]*>?|^[^<]*>", "", xml).strip()


def _undefined_name(error: UndefinedError) -> str:
    """The name inside jinja's English message ("'x' is undefined", "'dict object' has no attribute 'x'")."""
    quoted = re.findall(r"'([^']*)'", str(error))
    return quoted[-1] if quoted else str(error)


def _template_line(trace: TracebackType | None) -> int | None:
    """The line of the template's source where an error arose."""
    line = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
