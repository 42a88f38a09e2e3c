"""Filling Word templates: docxtpl's tags, a sandbox, no undefined names, and the same bytes for the same values.

A `Renderer` reads, patches and compiles its template once; each document then costs filling and deflating the parts
that hold tags. Where a context holds docxtpl's own objects, or a table changes its columns, docxtpl does the work.
Nothing is given out before it was verified (`verify`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from weibao.documents.compiled import CompiledPart, tagged_parts
from weibao.documents.digests import digest
from weibao.documents.engine import Engine, Piece, bound_engine, environment, is_piece, needs_engine
from weibao.documents.faults import Faults
from weibao.documents.figure import RELATIONSHIPS, Figure, Figures, Shown
from weibao.documents.fit import Fitter
from weibao.documents.package import DOCUMENT_PART, core_xml, read_package
from weibao.documents.properties import CONTENT_TYPES, Identity, Properties, announce, core_part
from weibao.documents.seal import blank, closed
from weibao.documents.values import check_markup, shield_context
from weibao.documents.verify import UnsoundError, relationship_ids, verify_named, verify_package, verify_written
from weibao.documents.zipped import FAST, assemble, pack

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from weibao.documents.seal import Sealed

_DECLARED: Final = re.compile(r"<\?xml[^>]*\?>\s*")


class Renderer:
    """An opened template.

    `fields` are the names that the context builder of this kind of document gives. Raises TemplateError where the
    file cannot be read, is no sound package, a tag is malformed, or a tag asks for another name.
    """

    def __init__(self, path: Path, fields: Collection[str]) -> None:
        self.path = path
        self.fields = frozenset(fields)
        self._faults = Faults(path.name, self.fields)
        try:
            self._content = path.read_bytes()
            self._parts = read_package(self._content)
        except (OSError, ValueError) as error:
            raise self._faults.unread(error) from error
        if DOCUMENT_PART not in self._parts:
            raise self._faults.unreadable(f"缺少 {DOCUMENT_PART}，不是 Word 文档")
        try:
            verify_package(self._content, self._parts)
        except UnsoundError as error:
            raise self._faults.unreadable(error) from error
        self._digest = digest(self._content)
        self._environment = environment()
        self._compile()
        self._prepare()

    def render(
        self,
        context: Mapping[str, Any],
        *,
        title: str,
        creator: str,
        created: date,
        kind: str = "",
        key: str = "",
        items: Sequence[str] = (),
        named: Collection[str] = (),
        sealed: Sealed | None = None,
    ) -> bytes:
        """The document's bytes. `context` is text, numbers, flags, lists, mappings, figures, and docxtpl's own objects.

        `kind`, `key` and `items` go into the file's custom properties (`properties.Identity`), `sealed` with a seal;
        the values of the `named` fields must be found in the finished text. Raises TemplateError naming the field and
        the paragraph where the template asks for what is not given, and where the result would not be a sound
        document; ContentError where a value holds a control character or is not found.
        """
        pieces: list[Any] = []
        figures = Figures(self._taken)
        values = shield_context(context, lambda value: _piece(value, pieces, figures))
        identity = Identity(kind, key, tuple(items))
        by_engine = bool(pieces) or self._needs_engine
        parts = self._fill_by_engine(values, pieces, figures) if by_engine else self._fill(values, figures)
        verify_named(self.path.name, context, named, [parts[part.name] for part in self._tagged])
        core = core_xml(title, creator, created)
        write = self._whole if by_engine else self._changed
        if figures:
            parts |= figures.parts(parts if by_engine else self._standing(ours=any(identity)) | parts)
        return write(parts, core, identity, blank(sealed) if sealed else "")

    def engine(self) -> Engine:
        """docxtpl's own object, for the pictures and sub-documents of *one* document of this template."""
        return Engine(self._content, self._faults)

    # --- opening ---------------------------------------------------------------------------------------

    def _compile(self) -> None:
        engine = self.engine()
        self._tagged: list[CompiledPart] = []
        self._needs_engine = False
        for name in tagged_parts(self._parts):
            part = CompiledPart(name, self._parts, engine, self._environment, self._faults)
            for unknown in sorted(part.fields - self.fields):
                raise self._faults.unknown(unknown, name, part.source)
            if part.tagged:
                self._tagged.append(part)
                self._needs_engine |= needs_engine(part.xml)
        self.variables = frozenset[str]().union(*(part.fields for part in self._tagged))
        self._fitter = Fitter(self._parts.get("word/styles.xml", b""))
        self._taken = (*self._parts, *relationship_ids(DOCUMENT_PART, self._parts))

    def _prepare(self) -> None:
        """Deflate what no document changes; with and without custom properties, which the package must announce."""
        self._core = core_part(self._parts)
        self._properties = Properties(self._parts)
        packed = {name: pack(name, part) for name, part in self._parts.items()}
        self._unchanged = {
            custom: packed | {name: pack(name, part) for name, part in announce(self._parts, custom=custom).items()}
            for custom in (False, True)
        }
        self._digests = {name: digest(packed.content) for name, packed in self._unchanged[True].items()}

    # --- filling ---------------------------------------------------------------------------------------

    def _fill(self, values: Mapping[str, Any], figures: Figures) -> dict[str, bytes]:
        ids = {DOCUMENT_PART: figures.ids}
        return {
            part.name: part.fill(values, self._fitter, ids.get(part.name, frozenset()), plain=not figures)
            for part in self._tagged
        }

    def _fill_by_engine(self, values: Mapping[str, Any], pieces: Sequence[Any], figures: Figures) -> dict[str, bytes]:
        engine = bound_engine(pieces, self.engine)
        parts = engine.filled(values, self._environment)
        for part in self._tagged:
            if "endnotes" in part.name:  # docxtpl leaves them alone
                parts[part.name] = part.fill(values, self._fitter, plain=not pieces)
            else:
                ids = relationship_ids(part.name, parts)
                if part.name == DOCUMENT_PART:
                    ids |= figures.ids
                xml = _DECLARED.sub("", parts[part.name].decode(), count=1)
                parts[part.name] = part.finish(xml, fitter=self._fitter, ids=ids)
        return parts

    # --- writing ---------------------------------------------------------------------------------------

    def _standing(self, *, ours: bool) -> dict[str, bytes]:
        """What figures add to, as it stands in a package with (`ours`) or without custom properties."""
        standing, names = self._unchanged[ours], (CONTENT_TYPES, RELATIONSHIPS, DOCUMENT_PART)
        return {name: standing[name].content for name in names if name in standing}

    def _changed(self, parts: dict[str, bytes], core: bytes, identity: Identity, seal: str) -> bytes:
        """The template's package with some parts changed."""
        parts[self._core] = core
        ours = any(identity)
        if ours:
            name, part = self._properties.part, self._properties.xml(identity, seal)
            others = self._digests | {other: digest(content) for other, content in parts.items()}
            parts[name] = closed(name, part, others) if seal else part
        packed = self._unchanged[ours] | {name: pack(name, part, FAST) for name, part in parts.items()}
        content = assemble(packed.values())
        verify_written(content, packed, parts)
        return content

    def _whole(self, parts: dict[str, bytes], core: bytes, identity: Identity, seal: str) -> bytes:
        """A package that docxtpl made, parts of its own included."""
        parts[core_part(parts)] = core
        if ours := any(identity):
            properties = Properties(parts)
            parts[properties.part] = properties.xml(identity, seal)
        parts |= announce(parts, custom=ours)
        if ours and seal:
            others = {name: digest(part) for name, part in parts.items()}
            parts[properties.part] = closed(properties.part, parts[properties.part], others)
        content = assemble(pack(name, part) for name, part in parts.items())
        try:
            verify_package(content, parts)
        except UnsoundError as error:
            raise self._faults.torn(DOCUMENT_PART, error) from error
        return content


def _piece(value: Any, pieces: list[Any], figures: Figures) -> Piece | Shown:
    """A figure or a docxtpl object as the template may see it; `figures` and `pieces` collect them.

    Raises TypeError for anything else.
    """
    if isinstance(value, Figure):
        return figures.show(value)
    if not is_piece(value):
        raise TypeError(f"{type(value).__name__} in a document's context: give text")
    check_markup(getattr(value, "xml", ""))
    pieces.append(value)
    return Piece(value)
