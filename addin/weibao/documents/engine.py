"""docxtpl itself, for what only it can do: pictures, sub-documents, rich text, tables that change their columns.

It works in our sandbox, on bytes that were read once, and its result is told about in Chinese where it fails.
"""

from __future__ import annotations

import io
import re
import sys
from typing import TYPE_CHECKING, Any, Final

from docxtpl import DocxTemplate, InlineImage, Listing, RichText, RichTextParagraph
from jinja2 import StrictUndefined
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import TemplateSyntaxError
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.nodes import ScopedEvalContextModifier, Template
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree
from markupsafe import escape

from weibao.documents.errors import ContentError
from weibao.documents.faults import FAILURES, Faults
from weibao.documents.package import DOCUMENT_PART, read_package
from weibao.documents.properties import parse
from weibao.documents.values import CLOSE, OPEN, hide

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from jinja2 import Template as Filling
    from jinja2.compiler import Frame
    from jinja2.nodes import Expr

_PIECES: Final = (RichText, RichTextParagraph, Listing, InlineImage)

# A whole column that comes and goes, or cells that merge: docxtpl mends the table's grid after filling.
_GRID_TAG: Final = re.compile(r"\{[{%#]tc\s|\{%\s*(?:colspan|hm)\b")
_MARKUP: Final = re.compile("[&<>\"']")
_LITERAL: Final = {"{_{": OPEN * 2, "}_}": CLOSE * 2, "{_%": f"{OPEN}%", "%_}": f"%{CLOSE}"}


class _Generator(CodeGenerator):
    """Prints with `Sandbox.printed` where jinja would escape: it wraps every text, which costs more than filling.

    What a template asks for is noted meanwhile, as `jinja2.meta` finds it by generating all code once more.
    """

    environment: Sandbox

    def enter_frame(self, frame: Frame) -> None:
        super().enter_frame(frame)
        for action, name in frame.symbols.loads.values():
            if action == VAR_LOAD_RESOLVE and name not in self.environment.globals:
                self.environment.asked.add(str(name))

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.printed(")
        else:
            super()._output_child_pre(node, frame, finalize)


class Sandbox(SandboxedEnvironment):
    """A sandbox in which `行.题` looks into a mapping first: a field may be called like a method of it."""

    code_generator_class = _Generator

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.asked: set[str] = set()

    def compiled(self, tree: Template) -> tuple[Filling, frozenset[str]]:
        """What fills a template, and the names that it asks for. Raises TemplateSyntaxError."""
        self.asked.clear()
        return self.from_string(tree), frozenset(self.asked)

    @staticmethod
    def printed(value: Any) -> str:
        """What a tag prints: everything is escaped that is not markup."""
        return value if type(value) is str and _MARKUP.search(value) is None else escape(value)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def _parse(self, source: str, name: str | None, filename: str | None) -> Template:
        """A template's tree. Raises TemplateSyntaxError for a block that would let data into the XML unescaped."""
        tree = super()._parse(source, name, filename)
        block = tree.find(ScopedEvalContextModifier)
        if block is not None:
            raise TemplateSyntaxError("不能用 autoescape 关闭转义", block.lineno)
        return tree


def environment() -> Sandbox:
    """What every template runs in: no reaching beyond the values, everything escaped, nothing undefined."""
    sandbox = Sandbox(autoescape=True, undefined=StrictUndefined)
    # `safe` would let data into the XML unescaped.
    del sandbox.filters["safe"]
    for name in ("lipsum", "cycler", "joiner", "namespace"):  # nothing that a document needs
        del sandbox.globals[name]
    return sandbox


def is_piece(value: Any) -> bool:
    """Whether a value is one of docxtpl's own objects: rich text, listing, picture, sub-document."""
    return isinstance(value, _PIECES) or _is_subdocument(value)


def _is_subdocument(value: Any) -> bool:
    # The class cannot be imported where docxcompose is not installed, and then there is no such value.
    module = sys.modules.get("docxtpl.subdoc")
    return module is not None and isinstance(value, module.Subdoc)


def needs_engine(xml: str) -> bool:
    """Whether a part's XML, as Word wrote it, holds tags for which docxtpl works on the table afterwards."""
    return _GRID_TAG.search(re.sub(r"<[^>]+>", "", xml)) is not None


class Engine(DocxTemplate):  # type: ignore[misc]
    """A docxtpl template made from bytes; it serves one document.

    Pictures and sub-documents are bound to it: `InlineImage(engine, …)`, `engine.new_subdoc(…)`.
    """

    def __init__(self, content: bytes, faults: Faults) -> None:
        super().__init__(io.BytesIO(content))
        self._faults = faults

    def patch_xml(self, src_xml: str) -> str:
        """docxtpl's own patching; its escapes `{_{` become braces of the text, as braces of the data do."""
        patched: str = super().patch_xml(src_xml)
        for written, braces in _LITERAL.items():
            patched = patched.replace(written, braces)
        return patched

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        """docxtpl's own filling. Raises TemplateError with the place."""
        name = str(part.partname)
        try:
            filled: str = super().render_xml_part(src_xml, part, context, jinja_env)
        except FAILURES as error:
            source = re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml)
            raise self._faults.failed(name, source, error) from error
        return filled

    def fix_tables(self, xml: str) -> Any:
        """docxtpl's own mending, which would also mend torn XML by leaving text out: that is refused."""
        try:
            parse(xml.encode())
        except etree.XMLSyntaxError as error:
            raise self._faults.torn(DOCUMENT_PART, error) from error
        return super().fix_tables(xml)

    def new_subdoc(self, docpath: Any = None) -> Any:
        """docxtpl's own sub-document. Raises ContentError where docxcompose, which it needs, is not installed."""
        try:
            return super().new_subdoc(docpath)
        except ModuleNotFoundError as error:
            raise ContentError("文书里要插入子文档，需要先安装 docxcompose（pip install docxcompose）。") from error

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Nothing: the renderer writes the properties."""

    def filled(self, values: Mapping[str, Any], jinja_env: SandboxedEnvironment) -> dict[str, bytes]:
        """The parts of the filled document. Raises TemplateError."""
        try:
            self.render(values, jinja_env, autoescape=True)
            buffer = io.BytesIO()
            self.save(buffer)
        except (*FAILURES, etree.XMLSyntaxError) as error:
            raise self._faults.torn(DOCUMENT_PART, error) from error
        return read_package(buffer.getvalue())


class Piece:
    """A docxtpl object as a template sees it: what it prints, and nothing that it is bound to."""

    __slots__ = ("_piece",)

    def __init__(self, piece: Any) -> None:
        self._piece = piece

    def __html__(self) -> str:
        return hide(str(self._piece))

    __str__ = __html__


def bound_engine(pieces: Sequence[Any], fresh: Callable[[], Engine]) -> Engine:
    """The engine that pictures and sub-documents of a context are bound to, else a fresh one.

    Raises ContentError where they are bound to something else or were used before.
    """
    engines = {id(piece.tpl): piece.tpl for piece in pieces if isinstance(piece, InlineImage) or _is_subdocument(piece)}
    if not engines:
        return fresh()
    engine, *others = engines.values()
    if others or not isinstance(engine, Engine):
        raise ContentError("文书里的图片和子文档应由同一个 Renderer.engine() 做成，请改正调用的程序。")
    if engine.is_rendered:
        raise ContentError("文书里的图片和子文档只能用一次，请为每份文书重新取 Renderer.engine()。")
    return engine


def piece_text(piece: Any) -> str:
    """What decides how a piece prints, for a digest."""
    if isinstance(piece, InlineImage):
        return f"{piece.width} {piece.height} {piece.anchor} {_image(piece.image_descriptor).hex()}"
    return str(piece)


def _image(descriptor: Any) -> bytes:
    if hasattr(descriptor, "read"):
        descriptor.seek(0)
        content: bytes = descriptor.read()
        descriptor.seek(0)
        return content
    with open(descriptor, "rb") as file:  # noqa: PTH123  # docxtpl takes whatever open() takes
        return file.read()
