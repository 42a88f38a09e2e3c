"""Values on their way into a template: plain text that can neither break the XML nor be taken for a tag.

Braces are swapped for two code points that Unicode reserves as noncharacters while the template is filled, and
swapped back at the end. So data such as `{{ 7*7 }}` stays what it is, and whatever brace pair is left over before the
swap is a tag of the template that was not resolved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from weibao.documents.errors import ContentError

OPEN, CLOSE = "\ufdd0", "\ufdd1"
_LINE_BREAK: Final = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
# Not allowed in XML 1.0 at all, or printed by no program, or the shields themselves.
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ODD_SIGNS: Final = "\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_ODD: Final = re.compile(f"[{_ODD_SIGNS}]")
# All that is not printed as it stands.
_MARKED: Final = re.compile(f"[{{}}{_ODD_SIGNS}]")

LEFTOVER: Final = re.compile(r"\{\{|\{%|\{#|%\}|\}\}|#\}")


class ControlCharacterError(ValueError):
    """A text holds a character that no document may hold."""


def clean(text: str) -> str:
    """The text with one kind of line break, and tabs as spaces: a tab would jump to a stop of the template.

    Raises ControlCharacterError for a character that XML forbids or that cannot be seen.
    """
    if is_clean(text):
        return text
    if _CONTROL.search(text):
        raise ControlCharacterError(text)
    return _LINE_BREAK.sub("\n", text).replace("\t", " ")


def is_clean(text: str) -> bool:
    """Whether `clean` would leave the text as it is."""
    return _ODD.search(text) is None


def check_markup(xml: str) -> None:
    """Refuse control characters in what docxtpl's objects print; \a, a new paragraph there, is none.

    Raises ControlCharacterError.
    """
    if _CONTROL.search(xml.replace("\a", "")):
        raise ControlCharacterError(xml)


def shield(value: Any, other: Callable[[Any], Any] | None = None) -> Any:
    """The same structure of mappings, sequences, text, numbers and flags, every text cleaned and its braces hidden.

    `other` turns a value of another kind into what the template gets. Without it that is a TypeError: a None or a
    date would be printed in a form that nobody chose.
    """
    if isinstance(value, str):
        # A subclass may say of itself that it is markup and would not be escaped.
        return hide(clean(str.__str__(value)))
    # The plain classes first: asking for the abstract ones costs more than all the rest.
    if isinstance(value, (dict, Mapping)):
        # Nearly every value is a text that stays as it is, and there are many.
        return {
            key: item if type(item) is str and _MARKED.search(item) is None else shield(item, other)
            for key, item in value.items()
        }
    if isinstance(value, (bool, int)):
        return value
    if isinstance(value, (list, tuple, Sequence)):
        return [shield(item, other) for item in value]
    if other is None:
        raise TypeError(f"{type(value).__name__} in a document's context: give text")
    return other(value)


def shield_context(context: Mapping[str, Any], other: Callable[[Any], Any] | None = None) -> dict[str, Any]:
    """`shield` for a whole context; a forbidden character raises ContentError that names its field."""
    try:
        return {key: shield(item, other) for key, item in context.items()}
    except ControlCharacterError as error:
        raise ContentError(_refusal(context)) from error


def hide(text: str) -> str:
    """`text` with its braces hidden."""
    return text.replace("{", OPEN).replace("}", CLOSE) if "{" in text or "}" in text else text


def unshield(xml: str) -> str:
    """Braces of the data back in their place."""
    return xml.replace(OPEN, "{").replace(CLOSE, "}") if OPEN in xml or CLOSE in xml else xml


def texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a context, rich text included, with its path: `问题[3].题` is the field 题 of the third of 问题."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from texts(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, Sequence) and not isinstance(value, bytes):
        for number, item in enumerate(value, 1):
            yield from texts(item, f"{path}[{number}]")
    elif isinstance(xml := getattr(value, "xml", None), str):
        yield path, xml.replace("\a", "")


def _refusal(context: Mapping[str, Any]) -> str:
    for path, text in texts(context):
        if found := _CONTROL.search(text):
            near = "".join(_CONTROL.sub("□", text[max(0, found.start() - 8) : found.end() + 8]).split())
            return (
                f"文书内容“{path}”里有不能写入公文的控制字符（U+{ord(found[0]):04X}，“{near}”中的□处），这份文书没有生成。"
                "请在填写这段文字的单元格里删去这个看不见的字符，再生成一次。"
            )
    raise AssertionError("a character was refused and is not found")
