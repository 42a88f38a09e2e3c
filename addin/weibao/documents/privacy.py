"""The privacy gate: a document carries aggregates and names of units, never what leads to one person or child.

Everything that a file carries is looked at: text, headers, notes, comments, properties, its name. What the rulebook
itself says and the contacts that the office typed are allowed. A hit never repeats what it found in full.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from weibao.documents.errors import PrivacyError
from weibao.documents.privacy_called import called
from weibao.documents.privacy_names import names
from weibao.documents.privacy_numbers import Found, numbers, plain
from weibao.documents.privacy_text import CELL_BREAK, blocks
from weibao.findings import finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from weibao.findings import Finding

_AROUND: Final = 12
_FILE_NAME: Final = "文件名"
_LONG: Final = re.compile(r"\d{9,}")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something personal: what it is, in which document and part, and the words around it with the thing masked."""

    kind: str
    document: str
    part: str
    place: str

    @property
    def message(self) -> str:
        """In Chinese, without the thing itself."""
        return f"{self.part}“{self.place}”处有{self.kind}"


def own_texts(*sources: object) -> tuple[str, ...]:
    """Every text inside records, mappings and sequences: what a rulebook or the settings say, to be allowed."""
    found: dict[str, None] = {}

    def walk(value: object) -> None:
        if isinstance(value, str):
            found[value] = None
        elif is_dataclass(value):
            for one in fields(value):
                walk(getattr(value, one.name))
        elif isinstance(value, Mapping):
            for key, item in value.items():
                walk(key)
                walk(item)
        elif isinstance(value, (list, tuple, Set)):
            for item in value:
                walk(item)

    for source in sources:
        walk(source)
    return tuple(found)


def scan_document(content: bytes, name: str, allowed: Sequence[str] = ()) -> tuple[Hit, ...]:
    """What a .docx says of a person, in the order of its parts, each thing once. `name` is its file name or path.

    `allowed` are texts whose numbers and passages may stand anywhere. Raises ValueError where `content` is no .docx.
    """
    permitted = _permitted(tuple(allowed))
    shown = _masked(name, _spans(name, permitted))
    found = [_hit(shown, _FILE_NAME, name, span) for span in _spans(name, permitted)]
    seen: set[tuple[str, str, str]] = set()
    for block in blocks(content):
        spans = _spans(block.text, permitted)
        keys = [(block.part, span.kind, block.text[span.start : span.end]) for span in spans]
        # The row of a table says again what its cells say.
        told = seen if CELL_BREAK in block.text else ()
        found += [
            _hit(shown, block.part, block.text, span, spans)
            for span, key in zip(spans, keys, strict=True)
            if key not in told
        ]
        seen.update(keys)
    return tuple(dict.fromkeys(found))


def masked(text: str) -> str:
    """A quotation with what leads to one person masked; numbers that the quotation cuts short as well."""
    cut = (_Span("", *found.span(), 3) for found in _LONG.finditer(text))
    return _masked(text, [*_spans(text, _permitted(())), *cut])


def without_persons(text: str, allowed: Sequence[str] = ()) -> str:
    """A text of somebody's own with what leads to one person masked, and nothing else."""
    # To ask a long list of what is allowed costs far more than to look.
    return _masked(text, _spans(text, _permitted(tuple(allowed)))) if _spans(text, _permitted(())) else text


def doubts(texts: Iterable[str], allowed: Sequence[str] = ()) -> tuple[str, ...]:
    """Passages that may name a child, or may say something else: no reason to stop, but to look. Masked, each once."""
    found: dict[str, None] = {}
    for text in texts:
        for name in called(text):
            if not name.sure and plain(text[name.begin : name.end]) not in _permitted(tuple(allowed)).text:
                found[_hit("", "", text, _Span("", name.start, name.end, 1)).place] = None
    return tuple(found)


def replaced(text: str, word: Callable[[str, str], str]) -> str:
    """A text with every personal thing replaced: `word` is given what kind it is, and the thing itself."""
    pieces: list[str] = []
    done = 0
    for span in sorted(_spans(text, _permitted(())), key=lambda span: span.start):
        if span.start >= done:
            pieces += (text[done : span.start], word(span.kind, text[span.start : span.end]))
            done = span.end
    return "".join((*pieces, text[done:]))


def kinds_in(text: str, allowed: Sequence[str] = ()) -> tuple[str, ...]:
    """What kinds of personal things a text holds, one entry for each thing; never the thing itself."""
    return tuple(span.kind for span in _spans(text, _permitted(tuple(allowed))))


def guard(content: bytes, name: str, allowed: Sequence[str] = ()) -> bytes:
    """`content`, if nobody is named in it. Raises PrivacyError with the hits."""
    if hits := scan_document(content, name, allowed):
        places = "；".join(dict.fromkeys(hit.message for hit in hits))
        raise PrivacyError(
            f"“{hits[0].document}”没有生成：{places}。公文里不写个人信息，请在来源的表格里删去或改写后再生成；"
            "确需公布的办公电话，请填在核定台账的设置里。",
            hits,
        )
    return content


def guarded(render: Callable[[], bytes], name: str, allowed: Sequence[str]) -> Callable[[], bytes]:
    """The same rendering with the gate behind it."""
    return lambda: guard(render(), name, allowed)


def findings(
    error: PrivacyError, *, unit: str = "", file: str = "", title: str = "", source: str = ""
) -> tuple[Finding, ...]:
    """What to tell the clerk about a document that was stopped, one finding per place.

    `title` is the document's, `source` where its words were typed, such as “会议台账”的 H1; both may be left out.
    """
    shown = masked(file) or (error.hits[0].document if error.hits else "")
    name = masked(title) or shown.rpartition("/")[2]
    where = f"（{masked(source)}）" if source else ""
    return tuple(
        finding(
            "document-private",
            unit=unit,
            file=shown,
            name=name,
            part=hit.part,
            place=hit.place,
            what=hit.kind,
            source=where,
        )
        for hit in error.hits
    )


@dataclass(frozen=True, slots=True)
class _Span:
    kind: str
    start: int
    end: int
    keep: int


@dataclass(frozen=True, slots=True)
class _Permitted:
    numbers: frozenset[str]
    text: str


@lru_cache(maxsize=8)
def _permitted(allowed: tuple[str, ...]) -> _Permitted:
    return _Permitted(
        frozenset(found.digits for text in allowed for found in numbers(text)), "\n".join(map(plain, allowed))
    )


def _spans(text: str, permitted: _Permitted) -> list[_Span]:
    """Where personal things stand in a text, numbers first."""
    found = [_Span(n.kind, n.start, n.end, _kept(n)) for n in numbers(text) if n.digits not in permitted.numbers]
    found += [_Span(n.kind, n.start, n.end, 1) for n in names(text) if n.shape not in permitted.text]
    return found


def _kept(found: Found) -> int:
    """How many digits may be shown, so that the clerk recognises the number and nobody else can use it."""
    return min(3, len(found.digits) // 3)


def _masked(text: str, spans: Sequence[_Span]) -> str:
    signs = list(text)
    for span in spans:
        for at in range(span.start + span.keep, span.end):
            signs[at] = "*"
    return "".join(signs)


def _hit(document: str, part: str, text: str, span: _Span, spans: Sequence[_Span] | None = None) -> Hit:
    masked = _masked(text, spans or [span])
    start, end = max(0, span.start - _AROUND), span.end + _AROUND
    place = " ".join(masked[start:end].split())
    return Hit(span.kind, document, part, f"{'…' if start else ''}{place}{'…' if end < len(text) else ''}")
